import { beforeAll, expect, test } from "vitest";
import { Route } from "@/lib/routing/route";
import type { RealtimeVoice } from "@/local/realtime-voice/server";
import { publishAgent, startAgent, startVoice } from "@/tests/support/agent";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { heard, publish } from "@/tests/telephony/calls/routed";
import { callOf } from "@/tests/telephony/calls/talking";
import { callRow, customer, onlyCall } from "@/tests/telephony/calls/walk";

withBrowser();

let voice: RealtimeVoice;
beforeAll(async () => {
  voice = await startVoice();
  await startAgent({ REALTIME_STAND_IN_URL: voice.url });
});

/** An agent answers; whoever wants a person reaches the rep. */
const agentThen = (agent: string, person: string) =>
  Route.parse({
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "agent" },
    steps: {
      agent: { kind: "agent", name: "Ana", agent_id: agent, next: "ring" },
      ring: {
        ...{ kind: "ring", name: "Sales", who: { kind: "people", people: [person] } },
        ...{ order: "at_once", seconds: 20, not_free: "box", no_answer: "box" },
      },
      box: {
        ...{ kind: "voicemail", name: "", mailbox: { kind: "shared" }, max_seconds: 60 },
        sound: { text: "Please leave a message." },
      },
    },
  });

const sessionOf = async (tenant: TestTenant) => {
  const { data } = await tenant.manager.db.from("voice_agent_sessions").select("*");
  return data?.[0];
};
const turnsOf = async (tenant: TestTenant) => {
  const { data } = await tenant.manager.db.from("voice_agent_turns").select("*").order("number");
  return data ?? [];
};

test("a caller is greeted, answered, and asks for a person, who reads and hears what they want", async () => {
  const tenant = await makeTenant();
  const on = callOf(tenant);
  const agent = await publishAgent(tenant, voice.url, {
    knowledge: {
      ...{ answers: [], address: "", prices: "" },
      opening_hours: "We are open from nine to five.",
    },
  });
  await publish(tenant, agentThen(agent.id, tenant.rep.userId));
  const page = await openAs(tenant.rep, "/contacts");
  await on.handset(customer).dial(tenant.number);
  await on.advance(3);
  await expect
    .poll(() => sessionOf(tenant))
    .toMatchObject({
      status: "talking",
    });
  await on.handset(customer).listen({ silenceMs: 800 });
  await on.handset(customer).say("when are you open");
  await on.handset(customer).listen({ silenceMs: 1_500 });
  await on.handset(customer).say("can i speak to a person");
  await expect
    .poll(() => sessionOf(tenant))
    .toMatchObject({ status: "ended", outcome: "handed_over" });
  // The socket closes after what it came to is stored.
  const rings = async () => {
    await on.advance(1);
    return on.state(tenant.rep.phone);
  };
  await expect.poll(rings, { interval: 500 }).toBe("ringing");
  const bar = page.getByRole("region", { name: "Current call" });
  await bar.getByText("Can i speak to a person.").waitFor();
  await bar.getByRole("link", { name: "What was said" }).click();
  await page.waitForURL("**/calls/*#talk");
  const transcript = page.getByRole("list", { name: "Transcript" });
  await transcript.getByText("when are you open", { exact: true }).waitFor();
  await on.handset(tenant.rep.phone).answer();
  await on.advance(2);
  const said = await heard(tenant, tenant.rep.phone);
  expect(said).toMatch(/Call for Sales from [^.]*\. Can i speak to a person\. Press 1 to accept\./);
  await on.handset(tenant.rep.phone).press("1");
  await on.advance(2);
  await bar.getByText(/^Talking with/).waitFor();
  await bar.getByText("Can i speak to a person.").waitFor();
  await on.advance(30);
  await on.handset(customer).hangup();
  await on.idle();

  const call = await onlyCall(tenant);
  expect(await callRow(tenant, call.id)).toMatchObject({
    ...{ outcome: "connected", user_id: tenant.rep.userId },
  });
  expect(await sessionOf(tenant)).toMatchObject({ status: "ended", outcome: "handed_over" });
  const turns = await turnsOf(tenant);
  expect(turns.slice(0, 4).map(({ who }) => who)).toEqual(["agent", "caller", "agent", "caller"]);
  expect(turns[0]?.heard).toContain("automated assistant");
  expect(turns[1]?.said).toBe("when are you open");
  expect(turns[2]?.heard).toContain("nine to five");
});

test("a caller whom the agent cannot serve, and who leaves no message, was missed", async () => {
  const tenant = await makeTenant();
  const on = callOf(tenant);
  // Nothing answers there.
  const { id } = await publishAgent(tenant, "http://127.0.0.1:1/v1");
  const route = agentThen(id, tenant.rep.userId);
  const { ring: _, ...steps } = route.steps;
  const agent = { kind: "agent", name: "Ana", agent_id: id, next: "box" };
  await publish(tenant, Route.parse({ ...route, steps: { ...steps, agent } }));
  await on.handset(customer).dial(tenant.number);
  await expect.poll(() => sessionOf(tenant)).toMatchObject({ status: "ended", outcome: "failed" });
  // Time stands still, so that they hang up before the beep.
  await expect.poll(() => heard(tenant, customer)).toContain("Please leave a message.");
  await on.handset(customer).hangup();
  await on.idle();
  const call = await onlyCall(tenant);
  expect(await callRow(tenant, call.id)).toMatchObject({ outcome: "missed" });
});
