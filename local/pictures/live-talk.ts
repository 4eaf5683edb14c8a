import { randomUUID } from "node:crypto";
import type { Sql } from "postgres";

type Said = [who: "agent" | "caller", text: string, heard?: string];
const said: Said[] = [
  ["agent", "Hello, this is Ana, the automated assistant of Acme Solar. How can I help you?"],
  ["caller", "Hi, I'd like somebody to look at our panels."],
  [
    "agent",
    "Of course. A site visit is free and takes about an hour. Which day suits you best?",
    "Of course. A site visit is free",
  ],
  ["caller", "Is Thursday morning possible?"],
];

/** A contact who talks with the company's voice agent at this moment, for the monitor's picture. */
export async function leaveTalking(sql: Sql, tenantId: string): Promise<void> {
  const [call, session] = [randomUUID(), randomUUID()];
  const callSid = `CA${session.replaceAll("-", "")}`;
  await sql`insert into public.calls (id, tenant_id, twilio_call_sid, direction, from_number,
      to_number, status, stage, contact_id, phone_number_id, created_at)
    select ${call}, c.tenant_id, ${callSid}, 'inbound', c.from_number, c.to_number,
      'in-progress', 'system', c.contact_id, c.phone_number_id, now() - interval '40 seconds'
    from public.calls c where c.tenant_id = ${tenantId} and c.direction = 'inbound'
      and c.contact_id is not null order by c.created_at desc, c.id desc limit 1`;
  await sql`insert into public.voice_agent_sessions (id, tenant_id, call_id, call_sid, place,
      agent_id, version_id, worker_id, status, started_at, talking_at, language, model,
      interruptions)
    select ${session}, c.tenant_id, c.id, ${callSid}, 'agent', v.agent_id, v.id, ${randomUUID()},
      'talking', c.created_at, c.created_at + interval '2 seconds', 'en', 'gpt-realtime-2.1', 1
    from public.calls c
    join public.voice_agent_versions v on v.tenant_id = c.tenant_id
    where c.tenant_id = ${tenantId} and c.id = ${call} order by v.published_at desc limit 1`;
  for (const [place, [who, text, heard = text]] of said.entries()) {
    await sql`insert into public.voice_agent_turns (tenant_id, session_id, call_id, number, who,
        said, heard, interrupted, started_at)
      values (${tenantId}, ${session}, ${call}, ${place + 1}, ${who}, ${text}, ${heard},
        ${heard !== text}, now() - make_interval(secs => ${36 - place * 8}))`;
  }
  await sql`insert into public.voice_agent_tool_calls (tenant_id, session_id, call_id, number, turn,
      tool_call_id, tool, arguments, state, started_at)
    values (${tenantId}, ${session}, ${call}, 1, ${said.length}, 'call_1', 'check_availability',
      ${sql.json({ service: "Site visit", day: "Thursday" })}, 'running', now())`;
}
