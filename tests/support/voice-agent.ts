import { randomUUID } from "node:crypto";
import { defaultAgent } from "@/lib/agent/settings/defaults";
import type { AgentSettings } from "@/lib/agent/settings/schema";
import { type PlantedAgent, plantVersion } from "@/local/tenant/plant-agent";
import type { TestTenant } from "@/tests/support/tenant";
import { admin, newSid } from "@/tests/telephony/record/call-record";

/** A published voice agent. */
export function plantReception(
  { id }: TestTenant,
  settings: Partial<AgentSettings> = {},
  name = "Reception",
): Promise<PlantedAgent> {
  const draft = { ...defaultAgent("Acme", "en", ["take_message", "look_up"]), ...settings };
  return plantVersion(admin, id, draft, { name });
}

type Turn = { who: "caller" | "agent"; said: string; heard?: string };

/** A talk that goes on, as an agent's process writes it; with `outcome` it is over. */
export async function plantTalk(
  { id: tenant }: Pick<TestTenant, "id">,
  agent: PlantedAgent,
  callId: string,
  { turns = [], outcome }: { turns?: Turn[]; outcome?: string } = {},
): Promise<string> {
  const session = randomUUID();
  await admin`insert into public.voice_agent_sessions
      (id, tenant_id, call_id, call_sid, place, agent_id, version_id, worker_id, status,
        started_at, talking_at, language, model)
    values (${session}, ${tenant}, ${callId}, ${newSid("CA")}, 'agent', ${agent.id},
      ${agent.version}, ${randomUUID()}, 'talking', now() - interval '50 seconds',
      now() - interval '48 seconds', 'en', 'gpt-realtime-2.1')`;
  await sayTurns(tenant, session, turns);
  if (outcome) await endTalk(session, outcome);
  return session;
}

/** Turns that were said, each heard as a whole unless it says otherwise. */
export async function sayTurns(tenant: string, session: string, turns: Turn[]): Promise<void> {
  for (const { who, said, heard = said } of turns) {
    const isAgent = who === "agent";
    await admin`insert into public.voice_agent_turns
        (tenant_id, session_id, call_id, number, who, said, heard, interrupted, started_at,
          silence_ms, model_ms, bridge_ms)
      select ${tenant}, s.id, s.call_id,
        (select count(*) + 1 from public.voice_agent_turns t where t.session_id = s.id),
        ${who}, ${said}, ${heard}, ${heard !== said}, now(),
        ${isAgent ? 500 : null}, ${isAgent ? 380 : null}, ${isAgent ? 4 : null}
      from public.voice_agent_sessions s where s.id = ${session}`;
  }
}

/** What an agent does: a tool, and its result once it is done. */
export async function runTool(
  session: string,
  tool: string,
  { asked = {}, result }: { asked?: object; result?: object } = {},
): Promise<void> {
  await admin`insert into public.voice_agent_tool_calls
      (tenant_id, session_id, call_id, number, turn, tool_call_id, tool, arguments, result, state,
        started_at, took_ms)
    select s.tenant_id, s.id, s.call_id,
      (select count(*) + 1 from public.voice_agent_tool_calls t where t.session_id = s.id),
      (select coalesce(max(t.number), 0) from public.voice_agent_turns t
        where t.session_id = s.id),
      ${randomUUID()}, ${tool}, ${admin.json({ ...asked })},
      ${result ? admin.json({ ...result }) : null}, ${result ? "done" : "running"}, now(),
      ${result ? 120 : null}
    from public.voice_agent_sessions s where s.id = ${session}`;
}

/** What a talk has used of the provider. */
export async function spendTokens(session: string, usage: Record<string, number>): Promise<void> {
  await admin`update public.voice_agent_sessions set usage = ${admin.json(usage)}
    where id = ${session}`;
}

export async function endTalk(session: string, outcome: string): Promise<void> {
  await admin`update public.voice_agent_sessions
    set status = 'ended', outcome = ${outcome}, ended_at = now() where id = ${session}`;
}
