import "server-only";
import type { Db } from "@/lib/db/supabase/server";

const maxTurns = 500;
const columns =
  "id, status, outcome, reason, summary, language, model, interruptions, silences, reconnects, usage, started_at, talking_at, ended_at, notice_heard_at, voice_agents(name), rating, voice_agent_figures(booked, false_booked, asked_again, cost), voice_agent_turns(number, who, said, heard, interrupted, started_at, silence_ms, model_ms, bridge_ms, playback_ms, tools_ms, clear_ms), voice_agent_tool_calls(number, turn, tool, arguments, result, state, started_at, took_ms)";

/** A call's talks with voice agents, in order; none for those who may not read them. */
export async function listTalks(db: Db, tenantId: string, callId: string) {
  const { data, error } = await db
    .from("voice_agent_sessions")
    .select(columns)
    .eq("tenant_id", tenantId)
    .eq("call_id", callId)
    .order("started_at")
    .order("number", { referencedTable: "voice_agent_turns" })
    .limit(maxTurns, { referencedTable: "voice_agent_turns" })
    .order("number", { referencedTable: "voice_agent_tool_calls" })
    .limit(maxTurns, { referencedTable: "voice_agent_tool_calls" });
  if (error) throw new Error("The call's talk with an agent could not be read", { cause: error });
  return data.map(
    ({ voice_agent_turns, voice_agent_tool_calls, voice_agent_figures, ...talk }) => ({
      ...talk,
      figures: [voice_agent_figures].flat().at(0) ?? null,
      turns: voice_agent_turns,
      tools: voice_agent_tool_calls,
    }),
  );
}
export type AgentTalk = Awaited<ReturnType<typeof listTalks>>[number];
export type AgentTurn = AgentTalk["turns"][number];
