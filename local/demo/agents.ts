import type { Sql } from "postgres";
import { defaultAgent } from "@/lib/agent/settings/defaults";
import { makeChance, uuidOf } from "@/local/demo/chance";
import type { Company } from "@/local/demo/companies";
import { plantProvider, plantVersion } from "@/local/tenant/plant-agent";

type Scene = { company: Company; tenantId: string };
type Said = ["agent" | "caller", string, heard?: string];
type Dialogue = { said: Said[]; tool?: [name: string, asked: object, result: object] };

const hello: Said = [
  "agent",
  "Hello, this is Ana, the automated assistant of Acme Solar. How can I help you?",
];
const open = "We are open Monday to Friday, from nine to half past five.";

/** What callers and the agent said, by what came of it. */
const dialogues: Record<"contained" | "handed_over" | "caller_left", Dialogue> = {
  contained: {
    said: [
      hello,
      ["caller", "When are you open on Friday?"],
      ["agent", `${open} Is there anything else?`],
      ["caller", "No, thank you. Goodbye."],
      ["agent", "Thank you for calling. Goodbye."],
    ],
    tool: ["look_up", { question: "opening hours Friday" }, { ok: true, say: open }],
  },
  handed_over: {
    said: [
      hello,
      ["caller", "My inverter shows a red light since this morning."],
      [
        "agent",
        "I'm sorry to hear that. Can you tell me which model it is, or read me the number on its side?",
        "I'm sorry to hear that. Can you tell me which model",
      ],
      ["caller", "I'd rather talk to a person, please."],
      ["agent", "I'm connecting you with a colleague. One moment, please."],
    ],
    tool: ["transfer_to_person", { reason: "The inverter shows a red light." }, { ok: true }],
  },
  caller_left: { said: [hello, ["caller", "Oh, a machine. I'll call again later."]] },
};
const reasons = {
  contained: "the caller had what they wanted",
  handed_over: "The inverter shows a red light since this morning.",
  caller_left: "the caller hung up",
};

/** A published voice agent, and what it said in calls of the last two weeks. */
export async function writeAgents(
  sql: Sql,
  { company, tenantId }: Scene,
  voiceUrl: string,
): Promise<void> {
  await plantProvider(sql, tenantId, {
    ...{ baseUrl: voiceUrl, key: "sk-local-demo-company" },
    ...{ model: "gpt-realtime-2.1", transcriptionModel: "gpt-transcribe" },
  });
  const [agent, version] = [uuidOf(`${company.domain} agent`), uuidOf(`${company.domain} version`)];
  const tools = ["take_message", "look_up", "list_services", "check_availability"];
  const settings = {
    ...defaultAgent(company.name, "en", [...tools, "book_appointment", "find_my_bookings"]),
    knowledge: {
      answers: [
        {
          question: "Do you work on weekends?",
          answer: "Only for emergencies: the on-call technician calls back within an hour.",
        },
      ],
      ...{ opening_hours: open, address: "12 Harbor Street, parking in the back." },
      prices: "A site visit is free. Cleaning costs 180 dollars.",
    },
  };
  await plantVersion(sql, tenantId, settings, { name: "Reception", id: agent, version });
  const calls = await sql<{ id: string; outcome: string; created_at: Date }[]>`
    select id, outcome, created_at from public.calls
    where tenant_id = ${tenantId} and direction = 'inbound' and ended_at is not null
      and outcome in ('handled', 'connected', 'missed')
      and created_at > now() - interval '14 days' order by created_at desc limit 60`;
  const chance = makeChance(`${company.domain} agent talks`);
  for (const call of calls) {
    if (call.outcome !== "handled" && chance.next() < 0.6) continue;
    await writeTalk(sql, { tenantId, agent, version, call });
  }
}

async function writeTalk(
  sql: Sql,
  {
    tenantId,
    agent,
    version,
    call,
  }: {
    tenantId: string;
    agent: string;
    version: string;
    call: { id: string; outcome: string; created_at: Date };
  },
): Promise<void> {
  const session = uuidOf(`${call.id} talk`);
  const chance = makeChance(session);
  const outcome =
    call.outcome === "handled"
      ? "contained"
      : call.outcome === "missed"
        ? "caller_left"
        : "handed_over";
  const { said, tool } = dialogues[outcome];
  const at = (second: number) => new Date(call.created_at.getTime() + second * 1000);
  await sql`insert into public.voice_agent_sessions (id, tenant_id, call_id, call_sid, place,
      agent_id, version_id, worker_id, status, started_at, talking_at, language, model, reason,
      interruptions)
    values (${session}, ${tenantId}, ${call.id}, ${`CA${session.replaceAll("-", "")}`}, 'agent',
      ${agent}, ${version}, ${uuidOf("demo agent worker")}, 'talking', ${at(2)}, ${at(3)}, 'en',
      'gpt-realtime-2.1', ${reasons[outcome]}, ${said.filter(([, , heard]) => heard).length})
    on conflict do nothing`;
  const turns = said.map(([who, text, heard = text], place) => ({
    ...{ tenant_id: tenantId, session_id: session, call_id: call.id, number: place + 1, who },
    ...{ said: text, heard, interrupted: heard !== text, started_at: at(3 + place * 6) },
    silence_ms: who === "agent" && place > 0 ? 500 : null,
    model_ms: who === "agent" && place > 0 ? chance.between(280, 620) : null,
    bridge_ms: who === "agent" && place > 0 ? chance.between(2, 6) : null,
  }));
  await sql`insert into public.voice_agent_turns ${sql(turns)} on conflict do nothing`;
  if (tool) {
    const [name, asked, result] = tool;
    await sql`insert into public.voice_agent_tool_calls (tenant_id, session_id, call_id, number,
        turn, tool_call_id, tool, arguments, result, state, started_at, took_ms)
      values (${tenantId}, ${session}, ${call.id}, 1, ${said.length - 1}, 'call_1', ${name},
        ${sql.json({ ...asked })}, ${sql.json({ ...result })}, 'done',
        ${at(said.length * 6 - 4)}, ${chance.between(8, 60)}) on conflict do nothing`;
  }
  await sql`update public.voice_agent_sessions
    set status = 'ended', outcome = ${outcome}, ended_at = ${at(3 + said.length * 6)}
    where tenant_id = ${tenantId} and id = ${session} and status <> 'ended'`;
}
