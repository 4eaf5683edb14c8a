import { beforeAll, expect, test } from "vitest";
import { Route } from "@/lib/routing/route";
import type { RealtimeVoice } from "@/local/realtime-voice/server";
import { publishAgent, startAgent, startVoice } from "@/tests/support/agent";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant } from "@/tests/support/tenant";
import { heard, publish } from "@/tests/telephony/calls/routed";
import { callOf } from "@/tests/telephony/calls/talking";
import { customer } from "@/tests/telephony/calls/walk";

withBrowser();

let voice: RealtimeVoice;
beforeAll(async () => {
  voice = await startVoice();
  await startAgent({ REALTIME_STAND_IN_URL: voice.url });
});

/** An agent answers; after it, a voicemail. */
const agentFirst = (agent: string) =>
  Route.parse({
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "agent" },
    steps: {
      agent: { kind: "agent", name: "Ana", agent_id: agent, next: "box" },
      box: {
        ...{ kind: "voicemail", name: "", mailbox: { kind: "shared" }, max_seconds: 60 },
        sound: { text: "Please leave a message." },
      },
    },
  });

test("a manager reads along with a real talk and takes the caller over", async () => {
  const tenant = await makeTenant();
  const on = callOf(tenant);
  const { manager } = tenant;
  const agent = await publishAgent(tenant, voice.url);
  await publish(tenant, agentFirst(agent.id));
  const page = await openAs(manager, "/agent");
  await page.getByRole("heading", { name: "No voice agent is on a call" }).waitFor();
  await on.handset(customer).dial(tenant.number);
  await on.advance(3);
  const live = page.getByRole("region", { name: /^\(206\) 555-0177 talks with/ });
  await live.getByText(/How can I help you\?/).waitFor();

  await live.getByRole("button", { name: /^Take over/ }).click();
  const rings = async () => {
    await on.advance(1);
    return on.state(manager.phone);
  };
  await expect.poll(rings, { interval: 500 }).toBe("ringing");
  await on.handset(manager.phone).answer();
  await on.advance(2);
  const said = await heard(tenant, manager.phone);
  expect(said).toMatch(/Call for Ana from [^.]*\. (Last words: “[^”]+”\. )?Press 1/);
  await on.handset(manager.phone).press("1");
  await on.advance(20);
  const ended = page.getByRole("list", { name: "Latest calls" }).getByRole("listitem");
  await ended.getByText("Taken over").waitFor();
  await on.handset(customer).hangup();
  await on.idle();
  const { data } = await manager.db.from("calls").select("outcome, user_id").single();
  expect(data).toEqual({ outcome: "connected", user_id: manager.userId });
});
