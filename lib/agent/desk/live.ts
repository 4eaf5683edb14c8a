import "server-only";
import type { Db } from "@/lib/db/supabase/server";

/** No call of an agent takes longer: what began before has lost its process. */
const longestMs = 65 * 60_000;
/** Of each talk. */
const maxTurns = 60;
/** As many as a company may have at once. */
const maxShown = 200;

const columns =
  "id, call_id, status, asked, asked_by, interruptions, silences, language, started_at, talking_at, voice_agents(id, name), calls(customer_number, contacts(id, name, company)), voice_agent_turns(number, who, said, heard, interrupted, started_at), voice_agent_tool_calls(number, turn, tool, state, started_at)";

/**
 * The talks of voice agents that go on, the longest first, each with its latest turns in order; and
 * how many there are.
 */
export async function listLive(db: Db, tenantId: string, now: Date) {
  const { data, error } = await db
    .from("voice_agent_sessions")
    .select(columns)
    .eq("tenant_id", tenantId)
    .neq("status", "ended")
    .gte("started_at", new Date(now.getTime() - longestMs).toISOString())
    .order("started_at")
    .limit(maxShown)
    .order("number", { referencedTable: "voice_agent_turns", ascending: false })
    .limit(maxTurns, { referencedTable: "voice_agent_turns" })
    .order("number", { referencedTable: "voice_agent_tool_calls", ascending: false })
    .limit(maxTurns, { referencedTable: "voice_agent_tool_calls" });
  if (error) throw new Error("The voice agents' calls could not be read", { cause: error });
  const talks = data.map(({ voice_agent_turns, voice_agent_tool_calls, ...talk }) => ({
    ...talk,
    turns: voice_agent_turns.toReversed(),
    tools: voice_agent_tool_calls.toReversed(),
  }));
  return { talks, count: talks.length };
}
export type LiveTalk = Awaited<ReturnType<typeof listLive>>["talks"][number];

/** The latest talks that have ended, newest first. */
export async function listEnded(db: Db, tenantId: string, size: number) {
  const { data, error } = await db
    .from("voice_agent_figures")
    .select(
      "session_id, call_id, outcome, talk_seconds, booked, false_booked, started_at, voice_agent_sessions(reason, voice_agents(name), calls(customer_number, contacts(id, name)))",
    )
    .eq("tenant_id", tenantId)
    .order("started_at", { ascending: false })
    .order("session_id", { ascending: false })
    .limit(size);
  if (error) throw new Error("The voice agents' last calls could not be read", { cause: error });
  return data;
}
export type EndedTalk = Awaited<ReturnType<typeof listEnded>>[number];
