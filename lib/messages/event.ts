import { createHash } from "node:crypto";
import { z } from "zod";
import { storableJson } from "@/lib/core/text";
import {
  answerOf,
  defaultTimeoutMs,
  runStatement,
  type Statement,
} from "@/lib/db/machine/connection";
import { shareStatements } from "@/lib/db/machine/share";
import { Constants } from "@/lib/db/supabase/database.types";

export const MessageStatus = z.enum(Constants.public.Enums.message_status);
export type MessageStatus = z.infer<typeof MessageStatus>;

/** What a message asked for: no more of them, some again, or help. */
export type OptOut = "stop" | "start" | "help";

/**
 * One event of a message, as `machine.record_message_event` takes it. Times are ISO 8601, numbers
 * E.164 or as Twilio sent them.
 */
export type MessageEvent = {
  dedupe_key: string;
  message_id: string;
  message_sid?: string;
  occurred_at: string;
  /** The query of a webhook's URL. */
  query?: string;
  data: unknown;
} & (
  | {
      type: "incoming";
      message_sid: string;
      phone_number_id: string;
      customer: string;
      body: string;
      segments: number;
      media: { sid: string; content_type: string }[];
      opt_out?: OptOut;
      opt_out_source?: "word" | "twilio";
    }
  | {
      type: "status" | "rest.create" | "rest.fetch" | "rest.error" | "rest.lost" | "rest.gone";
      status: MessageStatus;
      segments?: number;
      price?: string;
      price_unit?: string;
      error_code?: number;
      /** In words for people, of what has no code of Twilio's. */
      error_message?: string;
    }
);

const Recorded = z.object({
  message_id: z.uuid(),
  thread_id: z.uuid().optional(),
  status: MessageStatus.optional(),
  /** False when the same event was recorded before. */
  is_new: z.boolean(),
});

type TenantEvent = { tenantId: string; event: MessageEvent };

function recording({ tenantId, event }: TenantEvent): Statement {
  const json = storableJson(event);
  return (sql) =>
    sql`select machine.record_message_event(${tenantId}, ${json}::text::jsonb) as result`;
}

function together(taken: TenantEvent[]): Statement {
  const queued = taken.map(({ tenantId, event }) => [tenantId, storableJson(event)]);
  return (sql) => sql`
    select machine.record_message_event(queued.tenant::uuid, queued.event::jsonb) as result
    from (values ${sql(queued)}) as queued(tenant, event)`;
}

const lockOf = (event: MessageEvent) =>
  event.type === "incoming"
    ? `${event.phone_number_id} ${event.customer} ${event.dedupe_key}`
    : event.dedupe_key;

/**
 * The order in which texts that come in are recorded: by their two numbers, whose thread stays
 * locked to the end, then by the key that stores each once. Numbers of one contact share a thread
 * and don't sort together, so two statements can still meet: one of them is then recorded alone.
 */
export function lockOrder(one: MessageEvent, other: MessageEvent): number {
  const [own, others] = [lockOf(one), lockOf(other)];
  if (own === others) return 0;
  return own < others ? -1 : 1;
}

const recordQueued = shareStatements({
  ...{ alone: recording, together },
  compare: (one: TenantEvent, other: TenantEvent) => lockOrder(one.event, other.event),
});

/**
 * Records one event of a tenant's message; repeating it changes nothing. Texts that come in share a
 * statement with others that are queued at that moment. Null if message or number are not this
 * tenant's.
 */
export async function recordMessageEvent(tenantId: string, event: MessageEvent) {
  const own = { tenantId, event };
  const recorded =
    event.type === "incoming"
      ? recordQueued(own, defaultTimeoutMs)
      : runStatement(recording(own), defaultTimeoutMs);
  return Recorded.nullable().parse(await answerOf(recorded));
}

/** The id of a message that came in, the same from any of its webhooks: a UUIDv8 of its SID. */
export function incomingMessageId(tenantId: string, messageSid: string): string {
  const bytes = createHash("sha256").update(`ringbook message ${tenantId} ${messageSid}`).digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  const at = [0, 8, 12, 16, 20, 32];
  return at
    .slice(1)
    .map((end, index) => hex.slice(at[index], end))
    .join("-");
}
