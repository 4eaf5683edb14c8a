import { createHash } from "node:crypto";
import { z } from "zod";
import {
  answerOf,
  defaultTimeoutMs,
  inTime,
  isUnavailable,
  type Statement,
} from "@/lib/db/machine/connection";
import { keepForLater } from "@/lib/db/machine/outbox";
import type { Enums } from "@/lib/db/supabase/database.types";
import { record, recording } from "@/lib/record/batch";
import type { VoiceRoute } from "@/lib/twilio/urls";

/** Twilio's words for where a leg stands. */
export type CallStatus = Enums<"call_status">;

/** Whose leg it is (supabase/schemas/record/leg_role.sql). */
export type LegRole = Enums<"leg_role">;

/**
 * A leg entered or left a space. Times are ISO 8601; `call_sid` is the event's own unless given.
 */
type Span = {
  space: "bridge" | "conference" | "room" | "hold" | "barge" | "queue" | "voicemail" | "stream";
  /** Tells spaces of one kind apart: a conference's or a queue's SID. */
  name?: string;
  call_sid?: string;
  entered_at?: string;
  left_at?: string;
};

/**
 * One thing that happened to a call, as `machine.record_event` takes it: what it carries is
 * absorbed, whatever its type. Times are ISO 8601, durations seconds, numbers E.164 or as Twilio
 * sent them.
 */
export type CallEvent = {
  /** The webhook that brought it, or what we did or asked ourselves. */
  type:
    | VoiceRoute
    | "hangup"
    | "rest.create"
    | "rest.fetch"
    | "rest.update"
    | "rest.error"
    | "rest.lost"
    | "rest.gone"
    | "rest.recording"
    | "rest.deleted";
  dedupe_key: string;
  call_id: string;
  /**
   * What the call is when this event is the first of it. An inbound call's id is derived from its
   * CallSid, so any of its events may be; an outbound one is made of an event only when it was
   * found at Twilio, and `customer` is whom it rang, E.164.
   */
  creates?: "inbound" | "outbound" | "internal";
  customer?: string;
  /** What it creates was found at Twilio: no webhook had told of it. */
  imported?: boolean;
  /** Whose call it is until somebody else accepts it. */
  owner_id?: string;
  /** The leg the event is about. It is only a reference without `role` or `inferred_role`. */
  call_sid?: string;
  parent_call_sid?: string;
  /** As the signed URL says. */
  role?: LegRole;
  /** As Twilio's list of calls suggests, for a leg of which no webhook has come. */
  inferred_role?: LegRole;
  medium?: Enums<"leg_medium">;
  /** The person whose leg it is. */
  user_id?: string;
  phone_number_id?: string;
  from?: string;
  to?: string;
  status?: CallStatus;
  sequence?: number;
  occurred_at: string;
  received_at: string;
  /** When Twilio says that the leg began. */
  started_at?: string;
  answered_at?: string;
  /** The rep pressed 1. */
  accepted?: boolean;
  /**
   * The leg was still on the line when its <Dial> was over, or when we told it that nobody is
   * there.
   */
  dial_ended_live?: boolean;
  /** The <Dial> failed before there was a second leg. */
  dial_failed?: boolean;
  /** Twilio says that the <Dial> bridged two legs. */
  dial_bridged?: boolean;
  duration?: number;
  price?: string;
  price_unit?: string;
  sip_response_code?: number;
  recording_requested?: boolean;
  recording?: {
    sid: string;
    status: "in-progress" | "completed" | "absent" | "deleted";
    duration?: number;
    channels?: number;
    source?: string;
    started_at?: string;
    /** Inferred from the source unless the signed URL says it. */
    purpose?: "talk" | "voicemail" | "prompt";
  };
  spans?: Span[];
  /** What a route did. A step that `serves` is the system's own service to the caller. */
  step?: { kind: string; reason?: string; facts?: object; serves?: boolean };
  /**
   * What became of a request: to end the call, or to create it. `gone`: Twilio knows nothing of it.
   */
  request?: "hangup" | "create_lost" | "create_refused" | "gone";
  error?: { code?: number; message: string };
  /** The query of a webhook's URL. */
  query?: string;
  /**
   * What the answer rests on beside the call's facts, which are added when the event is recorded.
   */
  answered_from?: { line: unknown };
  /** The answer was given before this could be recorded. */
  from_memory?: boolean;
  data: unknown;
};

export const CallFacts = z.object({
  call_id: z.uuid(),
  direction: z.enum(["inbound", "outbound"]),
  from_number: z.string(),
  to_number: z.string(),
  contact_name: z.string().nullable(),
  status: z.string(),
  recording_requested: z.boolean(),
  hangup_requested: z.boolean(),
});

/** What a webhook's answer needs of the call, once its event is recorded. */
export type CallFacts = z.infer<typeof CallFacts>;

const CallStanding = CallFacts.pick({ status: true, hangup_requested: true });

/** Where a call stands once an event is recorded that nobody waits for. */
export type CallStanding = z.infer<typeof CallStanding>;

/**
 * Records one event of a tenant's call, once, whatever came before. Null when the call is not this
 * tenant's.
 */
export async function recordEvent(
  tenantId: string,
  event: CallEvent,
): Promise<CallStanding | null> {
  const recorded = record({ tenantId, event }, defaultTimeoutMs);
  return CallStanding.nullable().parse(await answerOf(recorded));
}

/**
 * As `recordEvent`, for an event with `answered_from`, while somebody is on the line: "late" when
 * the database has not answered within `timeoutMs`. The event is recorded all the same as soon as
 * it does, marked as answered from memory.
 */
export async function recordWhileWaiting(
  tenantId: string,
  event: CallEvent & Required<Pick<CallEvent, "answered_from">>,
  timeoutMs: number,
): Promise<CallFacts | null | "late"> {
  const work = record({ tenantId, event });
  const goOn = () => {
    console.error(`${event.type} of call ${event.call_id} goes on without the database`);
    return "late" as const;
  };
  const marking: Statement = (sql) =>
    sql`select machine.answered_from_memory(${tenantId}, ${event.dedupe_key}) as result`;
  const later = (error: unknown) => {
    if (!isUnavailable(error)) throw error;
    keepForLater(async (sql) => {
      await recording({ tenantId, event: { ...event, from_memory: true } })(sql);
      // It may have been recorded before, where only the database's answer was lost.
      return marking(sql);
    });
  };
  try {
    const recorded = await inTime(work, Math.max(timeoutMs, 50));
    if (recorded !== "late") return CallFacts.nullable().parse(recorded);
  } catch (error) {
    later(error);
    return goOn();
  }
  work.then(() => keepForLater(marking), later).catch((error: unknown) => console.error(error));
  return goOn();
}

/**
 * The id of an inbound call, the same from any of its webhooks: a UUIDv8 of tenant and parent
 * CallSid.
 */
export function inboundCallId(tenantId: string, callSid: string): string {
  return derivedId(`ringbook inbound ${tenantId} ${callSid}`);
}

/** The id of an outbound call that was found at Twilio, the same whoever finds it. */
export function foundCallId(tenantId: string, callSid: string): string {
  return derivedId(`ringbook outbound ${tenantId} ${callSid}`);
}

function derivedId(text: string): string {
  const bytes = createHash("sha256").update(text).digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join("-");
}
