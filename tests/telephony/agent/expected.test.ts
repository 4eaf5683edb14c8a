import { beforeAll, expect, test } from "vitest";
import { Route } from "@/lib/routing/route";
import type { RealtimeVoice } from "@/local/realtime-voice/server";
import { publishAgent, startAgent, startVoice } from "@/tests/support/agent";
import { makeTenant } from "@/tests/support/tenant";
import { publish } from "@/tests/telephony/calls/routed";
import { callOf } from "@/tests/telephony/calls/talking";
import { customer } from "@/tests/telephony/calls/walk";

let voice: RealtimeVoice;
beforeAll(async () => {
  voice = await startVoice();
  await startAgent({ REALTIME_STAND_IN_URL: voice.url });
});

/** How far away the model is: longer than a busy machine takes for the rest. */
const awayMs = 3_000;

test("the model is connected before the stream is there: the first words come sooner", async () => {
  const tenant = await makeTenant();
  const on = callOf(tenant);
  const agent = await publishAgent(tenant, voice.url);
  const steps = {
    hi: { kind: "greeting", name: "", sound: { text: "Welcome to Acme." }, next: "agent" },
    agent: { kind: "agent", name: "Ana", agent_id: agent.id, next: "end" },
    end: { kind: "hang_up", name: "", sound: null, serves: false },
  };
  const said = { language: "en-US", voice: "Polly.Joanna-Neural" };
  await publish(tenant, Route.parse({ ...said, first: "hi", steps }));
  const away = { kind: "late-upgrade", ms: awayMs };
  const url = new URL("/_control/faults", voice.url);
  await fetch(url, { method: "POST", body: JSON.stringify(away) });
  await on.handset(customer).dial(tenant.number);
  // Time stands still at the carrier: the greeting is being played.
  await expect.poll(() => voice.clients()).toBe(1);
  expect((await on.handset(customer).state()).isStreamed).toBe(false);
  await on.advance(10);
  const talk = async () => {
    const { data } = await tenant.manager.db.from("voice_agent_sessions").select("*").single();
    return data?.talking_at ? Date.parse(data.talking_at) - Date.parse(data.started_at) : awayMs;
  };
  await expect.poll(talk).toBeLessThan(awayMs);
  expect(voice.clients()).toBe(1);
  await on.handset(customer).hangup();
});
