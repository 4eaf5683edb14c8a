import { afterAll, beforeAll, expect, test } from "vitest";
import { endLostRecording } from "@/lib/agent/lost-recording";
import { newAgent } from "@/lib/agent/settings/schema";
import { Route } from "@/lib/routing/route";
import { sealApiKey } from "@/lib/transcription/key";
import { type ScriptedVoice, startScriptedVoice } from "@/local/realtime-voice/scripted";
import { presses } from "@/local/scenarios/phones";
import { publishAgent, startAgent } from "@/tests/support/agent";
import { stack } from "@/tests/support/stack";
import { keepSweepsAway } from "@/tests/support/sweeps";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { heard, publish } from "@/tests/telephony/calls/routed";
import { callOf } from "@/tests/telephony/calls/talking";
import { callRow, customer, onlyCall } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

let voice: ScriptedVoice;
let agent: Awaited<ReturnType<typeof startAgent>>;
beforeAll(async () => {
  voice = await startScriptedVoice();
  agent = await startAgent({ REALTIME_STAND_IN_URL: voice.url });
});
afterAll(async () => {
  voice.close();
  await Promise.all([admin.end(), machine.end()]);
});

keepSweepsAway();

/** A caller who has heard the agent's first words; behind it a person is rung. */
async function talking(recording_enabled = true) {
  const tenant = await makeTenant();
  await admin`update public.tenants set recording_enabled = ${recording_enabled}
    where id = ${tenant.id}`;
  const limits = { ...newAgent.limits, nudge_seconds: 60 };
  const { id } = await publishAgent(tenant, voice.url, { limits });
  const route = {
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "agent" },
    steps: {
      agent: { kind: "agent", name: "Ana", agent_id: id, next: "ring" },
      ring: {
        ...{ kind: "ring", name: "Sales", order: "at_once", seconds: 20 },
        ...{ who: { kind: "people", people: [tenant.rep.userId] } },
        ...{ not_free: "end", no_answer: "end" },
      },
      end: { kind: "hang_up", name: "", sound: null, serves: false },
    },
  };
  await publish(tenant, Route.parse(route));
  const on = callOf(tenant);
  await tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep.phone, presses("1", {}));
  const { callSid } = await on.handset(customer).dial(tenant.number);
  await on.advance(3);
  await expect.poll(() => statusOf(tenant)).toBe("talking");
  await on.handset(customer).listen({ silenceMs: 400 });
  return { tenant, on, callSid };
}

const statusOf = async (tenant: TestTenant) => {
  const { data } = await tenant.manager.db.from("voice_agent_sessions").select("status");
  return data?.[0]?.status;
};

const transcribesTalks = ({ id }: TestTenant) =>
  admin`insert into public.transcription_settings (tenant_id, base_url, model, api_key_ciphertext,
      api_key_last_four, transcribes_talks)
    values (${id}, ${stack.urls.transcription}, 'whisper-1', ${sealApiKey("sk-any", id)}, '', true)`;

const jobsOf = ({ id }: TestTenant) =>
  admin<{ data: Parameters<typeof endLostRecording>[0] }[]>`
    select data from jobs.job where name = 'agent.end_recording' and data ->> 'tenant_id' = ${id}`;

/** Of the caller's leg at the carrier, oldest first. */
const recordingsOf = async ({ carrier, accountSid }: TestTenant, callSid: string) => {
  const call = (await carrier.calls(accountSid)).find(({ sid }) => sid === callSid);
  const found = call?.recordings.toSorted((a, b) => a.startedAt - b.startedAt) ?? [];
  return found.map(({ source, status, channels }) => ({ source, status, channels }));
};
const [byApi, byDial] = [
  { source: "StartCallRecordingAPI", channels: 2 },
  { source: "DialVerb", channels: 2 },
];

test("a talk has a recording, and the talk with a person after it another: never both at once", async () => {
  const { tenant, on, callSid } = await talking();
  await transcribesTalks(tenant);
  const made = () => recordingsOf(tenant, callSid);
  await expect.poll(made).toMatchObject([{ ...byApi, status: "in-progress" }]);
  await on.advance(10);
  await on.handset(customer).press("0");
  await expect.poll(() => statusOf(tenant)).toBe("ended");
  const isWithRep = async () => {
    await on.advance(1);
    return (await made()).length;
  };
  await expect.poll(isWithRep).toBe(2);
  // In the agent's greeting they have heard that they may be recorded: once is enough.
  const { data: talks } = await tenant.manager.db
    .from("voice_agent_sessions")
    .select("notice_heard_at, recording_at");
  expect(talks).toEqual([
    { notice_heard_at: expect.any(String), recording_at: expect.any(String) },
  ]);
  expect(await heard(tenant, customer)).not.toContain("recorded");
  expect(await made()).toMatchObject([
    { ...byApi, status: expect.not.stringContaining("in-progress") },
    { ...byDial, status: "in-progress" },
  ]);
  await on.advance(20);
  await on.handset(customer).hangup();
  await on.idle();

  const { id } = await onlyCall(tenant);
  const { data } = await tenant.rep.db
    .from("recordings")
    .select("source, purpose, status, channels, duration_seconds")
    .eq("call_id", id)
    .order("started_at");
  expect(data).toMatchObject([
    { ...byApi, purpose: "talk", status: "completed" },
    { ...byDial, purpose: "talk", status: "completed" },
  ]);
  expect(data?.[0]?.duration_seconds).toBeGreaterThanOrEqual(10);
  // What the agent heard and said is written down already: only the person's talk is sent.
  const transcripts = await admin`select transcript_state is not null as is_wanted
    from public.recordings where call_id = ${id} order by started_at`;
  expect(transcripts).toEqual([{ is_wanted: false }, { is_wanted: true }]);
  expect(await callRow(tenant, id)).toMatchObject({ outcome: "connected" });
});

test("a company that records no calls records none of its agents'", async () => {
  const { tenant, on, callSid } = await talking(false);
  await on.advance(5);
  await on.handset(customer).press("0");
  await expect.poll(() => statusOf(tenant)).toBe("ended");
  const { data } = await tenant.manager.db.from("voice_agent_sessions").select("outcome");
  expect(data).toEqual([{ outcome: "handed_over" }]);
  // Nothing is to be ended where nothing was recorded.
  expect(await jobsOf(tenant)).toEqual([]);
  await on.handset(customer).hangup();
  await on.idle();
  expect(await recordingsOf(tenant, callSid)).toEqual([]);
});

test("the recording of a talk whose process dies is ended by a job", async () => {
  const { tenant, on, callSid } = await talking();
  const made = () => recordingsOf(tenant, callSid);
  await expect.poll(made).toMatchObject([{ ...byApi, status: "in-progress" }]);
  await agent.child.kill();
  await expect.poll(() => statusOf(tenant)).toBe("ended");
  // Its last heartbeat would have callers of the next file sent to it.
  await admin`delete from private.agent_workers where id in (
    select worker_id from public.voice_agent_sessions where tenant_id = ${tenant.id})`;
  const [job] = await jobsOf(tenant);
  expect(job?.data).toMatchObject({ call_sid: callSid });
  if (job) await endLostRecording(job.data);
  await expect.poll(async () => (await made())[0]?.status).not.toBe("in-progress");
  await on.handset(customer).hangup();
  await on.idle();
});
