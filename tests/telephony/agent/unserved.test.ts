import { afterAll, expect, test } from "vitest";
import { beginSession } from "@/lib/agent/machine";
import { type AgentSettings, newAgent } from "@/lib/agent/settings/schema";
import { plantAgent } from "@/local/tenant/plant-agent";
import { endTalk, plantTalk, spendTokens } from "@/tests/support/voice-agent";
import { admin, inboundId, newSid, plantTenant } from "@/tests/telephony/record/call-record";
import { callerFields, post } from "@/tests/telephony/webhooks/post";

afterAll(() => admin.end());

const place = "agent.1.0.0.";

/** A company whose agent talks with one caller at a time, and its callers. */
async function company(limits: Partial<AgentSettings["limits"]> = {}) {
  const tenant = await plantTenant();
  const provider = { baseUrl: "http://127.0.0.1:1/v1", key: "any", model: "m" };
  await plantAgent(admin, {
    ...{ tenantId: tenant.id, numberId: tenant.numberId },
    settings: { ...newAgent, limits: { ...newAgent.limits, ...limits } },
    provider: { ...provider, transcriptionModel: "m" },
  });
  await admin`update public.tenants set agent_talks_at_once = 1 where id = ${tenant.id}`;
  const [version] = await admin<{ id: string; agent: string; route: string }[]>`
    select v.agent_id as id, v.id as agent, r.id as route from public.voice_agent_versions v
    join public.route_versions r on r.tenant_id = v.tenant_id and r.body ->> 'first' = 'agent'
    where v.tenant_id = ${tenant.id}`;
  const { id = "", agent = "", route = "" } = version ?? {};
  return {
    tenant,
    agent: { id, version: agent },
    /** Arrives: what the route finds of the agent. */
    async state() {
      const CallSid = newSid("CA");
      const fields = callerFields(tenant, { CallSid });
      await post({ path: "answer", fields, token: tenant.authToken });
      const [event] = await admin`
        select answered_from #>> array['routing', 'agents', ${id}, 'state'] as state
        from public.call_events
        where call_id = ${inboundId(tenant, CallSid)} and event_type = 'answer'`;
      return event?.state;
    },
    /** Arrives and is sent to the agent; whether it takes them. */
    async calls(CallSid: string) {
      const fields = callerFields(tenant, { CallSid });
      await post({ path: "answer", fields, token: tenant.authToken });
      const at = { call_id: inboundId(tenant, CallSid), call_sid: CallSid, place };
      const begun = { ...at, version_id: agent, worker_id: crypto.randomUUID() };
      return (await beginSession(tenant.id, begun, new Date())) !== null;
    },
    /** The stream is over: the steps that the call has then. */
    async ends(CallSid: string, CallStatus: "completed" | "in-progress") {
      const call = inboundId(tenant, CallSid);
      const { status } = await post({
        path: `agent-done?call=${call}&leg=caller&route=${route}&at=${place}`,
        fields: callerFields(tenant, { CallSid, CallStatus }),
        token: tenant.authToken,
      });
      expect(status).toBe(200);
      const steps = await admin`select kind, reason from public.call_steps
        where call_id = ${call} and kind = 'agent_failed'`;
      return [...steps];
    },
  };
}

test("a caller who hangs up before the agent spoke was not served", async () => {
  const { calls, ends } = await company();
  const sid = newSid("CA");
  expect(await calls(sid)).toBe(true);
  expect(await ends(sid, "completed")).toEqual([
    { kind: "agent_failed", reason: "the caller hung up before the agent spoke" },
  ]);
});

test("a caller who hangs up on an agent that talks has left", async () => {
  const { calls, ends } = await company();
  const sid = newSid("CA");
  expect(await calls(sid)).toBe(true);
  await admin`update public.voice_agent_sessions set status = 'talking', talking_at = now()
    where call_sid = ${sid}`;
  expect(await ends(sid, "completed")).toEqual([]);
});

test("of two sent to the last place, the second goes on, and the call says why", async () => {
  const { calls, ends, tenant } = await company();
  const [first, second] = [newSid("CA"), newSid("CA")];
  expect(await calls(first)).toBe(true);
  expect(await calls(second)).toBe(false);
  expect(await ends(second, "in-progress")).toEqual([
    { kind: "agent_failed", reason: "as many callers talk as the company allows" },
  ]);
  // Its talk takes no place, once the first is over.
  await ends(first, "completed");
  expect(await calls(newSid("CA"))).toBe(true);
  const failed = await admin`select from public.voice_agent_figures
    where tenant_id = ${tenant.id} and outcome = 'failed'`;
  expect(failed).toHaveLength(2);
});

test("an agent that has spent what it may in a day answers no more calls that day", async () => {
  const { agent, state, tenant } = await company({ dollars_per_day: 2 });
  const spent = "no_budget_left";
  // As other files' processes are.
  const served = /^(ready|full|away)$/;
  await admin`insert into public.realtime_prices (tenant_id, model, audio_in, cached_audio_in,
      audio_out, text_in, cached_text_in, text_out)
    values (${tenant.id}, 'gpt-realtime-2.1', 0, 0, 0, 0, 0, 1)`;
  const costs = async (cents: number) => {
    const call = inboundId(tenant, newSid("CA"));
    await admin`insert into public.calls (id, tenant_id, direction, from_number, to_number,
        created_at) values (${call}, ${tenant.id}, 'inbound', '+1', '+2', now())`;
    const session = await plantTalk(tenant, agent, call);
    await spendTokens(session, { input_text_tokens: 0, output_text_tokens: cents * 10_000 });
    return session;
  };
  await endTalk(await costs(100), "contained");
  await endTalk(await costs(99), "contained");
  expect(await state()).toMatch(served);
  // One that goes on counts as it is.
  const last = await costs(1);
  expect(await state()).toBe(spent);
  await endTalk(last, "contained");
  expect(await state()).toBe(spent);
  await admin`update public.voice_agent_sessions set started_at = now() - interval '1 day'
    where id = ${last}`;
  expect(await state()).toMatch(served);
});
