import { z } from "zod";
import { audioFormats } from "@/lib/agent/provider/schema";
import { AgentSettings } from "@/lib/agent/settings/schema";
import { storableJson } from "@/lib/core/text";
import { callMachine } from "@/lib/db/machine/connection";
import type { AgentOutcome } from "@/lib/routing/facts";

/** The tenant's model, with its key as it is stored. */
export const Provider = z.object({
  base_url: z.string(),
  model: z.string(),
  transcription_model: z.string(),
  audio_format: z.enum(audioFormats),
  api_key_ciphertext: z.string(),
});
export type Provider = z.infer<typeof Provider>;

const Begun = z.object({
  session_id: z.uuid(),
  body: AgentSettings,
  company: z.string(),
  time_zone: z.string(),
  country_code: z.string(),
  /** What the agent may still talk today. */
  seconds_left: z.int(),
  provider: Provider.nullable(),
  caller: z.object({
    phone: z.string().nullable(),
    contact_id: z.uuid().nullable(),
    name: z.string().nullable(),
  }),
});
/** All that a talk needs, read once as it begins. */
export type Begun = z.infer<typeof Begun>;

type Beginning = {
  call_id: string;
  call_sid: string;
  place: string;
  version_id: string;
  worker_id: string;
};

/** A talk begins; null where it began before: its token is used again. */
export async function beginSession(tenantId: string, beginning: Beginning, now: Date) {
  return Begun.nullable().parse(
    await callMachine(
      (sql) =>
        sql`select machine.begin_agent_session(${tenantId}, ${sql.json(beginning)}, ${now.toISOString()}) as result`,
    ),
  );
}

/** A row of voice_agent_turns, whole. Times are ISO 8601 and milliseconds. */
export type TurnRow = {
  number: number;
  who: "caller" | "agent";
  said: string;
  heard: string | null;
  interrupted: boolean;
  started_at: string;
  silence_ms?: number | null;
  model_ms?: number | null;
  bridge_ms?: number | null;
  playback_ms?: number | null;
  tools_ms?: number | null;
  clear_ms?: number | null;
};

/** A row of voice_agent_tool_calls, whole. */
export type ToolRow = {
  number: number;
  turn: number;
  tool_call_id: string;
  tool: string;
  arguments: string;
  result: string | null;
  state: "running" | "done" | "failed";
  started_at: string;
  took_ms: number | null;
};

/** What changed of the talk's own row. */
export type Figures = {
  status?: "connecting" | "talking" | "ended";
  outcome?: AgentOutcome;
  reason?: string;
  summary?: string;
  language?: string;
  model?: string;
  interruptions?: number;
  silences?: number;
  reconnects?: number;
  usage?: Record<string, number>;
  /** 1 to 5. */
  rating?: number;
  talking_at?: string;
  notice_heard_at?: string;
  recording_at?: string;
  recording_sid?: string;
  ended_at?: string;
};

export type Written = { turns: TurnRow[]; tools: ToolRow[]; figures: Figures };

/** Stores what became of a talk, any number of times. */
export async function writeSession(
  tenantId: string,
  sessionId: string,
  { turns, tools, figures }: Written,
): Promise<void> {
  const rows = {
    turns,
    tools: tools.map((tool) => ({
      ...tool,
      arguments: JSON.parse(tool.arguments),
      result: JSON.parse(tool.result ?? "null"),
    })),
    figures,
  };
  const body = JSON.parse(storableJson(rows));
  await callMachine(
    (sql) =>
      sql`select machine.write_agent_session(${tenantId}, ${sessionId}, ${sql.json(body)}) as result`,
  );
}

const Asked = z.array(z.object({ session_id: z.uuid(), asked: z.enum(["take_over", "end"]) }));
/** What people ask of live talks. */
export type Asked = z.infer<typeof Asked>;

type Worker = {
  id: string;
  url: string;
  capacity: number;
  active: number;
  is_draining: boolean;
};

/** A worker's heartbeat; gives what people ask of its talks. */
export async function beatWorker(worker: Worker): Promise<Asked> {
  return Asked.parse(
    await callMachine(
      (sql) => sql`select machine.beat_agent_worker(${sql.json(worker)}) as result`,
    ),
  );
}

/** A message of the caller; false where the talk is over. */
export async function takeAgentMessage(
  tenantId: string,
  sessionId: string,
  text: string,
  now: Date,
): Promise<boolean> {
  return z
    .boolean()
    .parse(
      await callMachine(
        (sql) =>
          sql`select machine.take_agent_message(${tenantId}, ${sessionId}, ${text}, ${now.toISOString()}) as result`,
      ),
    );
}

/** What the agent of a talk may tell about the company. */
export async function readKnowledge(
  tenantId: string,
  sessionId: string,
): Promise<AgentSettings["knowledge"]> {
  return AgentSettings.shape.knowledge.parse(
    await callMachine(
      (sql) => sql`select machine.agent_knowledge(${tenantId}, ${sessionId}) as result`,
    ),
  );
}

/** What a tenant's agents talk with; null where there is nothing. */
export async function talkProvider(tenantId: string): Promise<Provider | null> {
  return Provider.nullable().parse(
    await callMachine((sql) => sql`select machine.talk_provider(${tenantId}) as result`),
  );
}
