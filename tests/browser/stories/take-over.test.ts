import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Route } from "@/lib/routing/route";
import { type RealtimeVoice, startRealtimeVoice } from "@/local/realtime-voice/server";
import { publishAgent, startAgent } from "@/tests/support/agent";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { heard, publish } from "@/tests/telephony/calls/routed";
import { customer } from "@/tests/telephony/calls/walk";

withBrowser();

let voice: RealtimeVoice;
beforeAll(async () => {
  voice = await startRealtimeVoice({ port: 0, folder: join(tmpdir(), "ringbook-hearing") });
  await voice.ready;
  await startAgent({ REALTIME_STAND_IN_URL: voice.url });
}, 180_000);
afterAll(() => voice.close());

const handset = (tenant: TestTenant, number: string) =>
  tenant.carrier.handset(tenant.accountSid, number);
const advance = (tenant: TestTenant, seconds: number) =>
  tenant.carrier.advance(tenant.accountSid, seconds);
const stateOf = async (tenant: TestTenant, number: string) =>
  (await handset(tenant, number).state()).state;

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
  const { manager } = tenant;
  const { agentId } = await publishAgent(tenant, voice.url);
  await publish(tenant, agentFirst(agentId));
  const page = await openAs(manager, "/agent");
  await page.getByRole("heading", { name: "No voice agent is on a call" }).waitFor();
  await handset(tenant, customer).dial(tenant.number);
  await advance(tenant, 3);
  const live = page.getByRole("region", { name: /^\(206\) 555-0177 talks with/ });
  await live.getByText(/How can I help you\?/).waitFor();

  await live.getByRole("button", { name: /^Take over/ }).click();
  const rings = async () => {
    await advance(tenant, 1);
    return stateOf(tenant, manager.phone);
  };
  await expect.poll(rings, { timeout: 15_000, interval: 500 }).toBe("ringing");
  await handset(tenant, manager.phone).answer();
  await advance(tenant, 2);
  expect(await heard(tenant, manager.phone)).toContain("Call for Ana from");
  await handset(tenant, manager.phone).press("1");
  await advance(tenant, 20);
  const ended = page.getByRole("list", { name: "Latest calls" }).getByRole("listitem");
  await ended.getByText("Taken over").waitFor();
  await handset(tenant, customer).hangup();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  const { data } = await manager.db.from("calls").select("outcome, user_id").single();
  expect(data).toEqual({ outcome: "connected", user_id: manager.userId });
}, 120_000);
