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
import type { VoiceRoute } from "@/lib/twilio/voice-routes";

/** Twilio's status of a leg. */
export type CallStatus = Enums<"call_status">;

/** Who is on a leg (supabase/schemas/record/enums/public.leg_role.sql). */
export type LegRole = Enums<"leg_role">;

/**
 * A leg entered or left a space. Times are ISO 8601; `call_sid` is the event's own unless given.
 */
type Span = {
  space:
    | "bridge"
    | "conference"
    | "room"
    | "hold"
    | "barge"
    | "mute"
    | "queue"
    | "voicemail"
    | "stream";
  /** Identifies a space among those of its kind: the SID of a conference or queue. */
  name?: string;
  call_sid?: string;
  entered_at?: string;
  left_at?: string;
};

/**
 * One event of a call, as `machine.record_event` takes it: whatever its type, what it carries is
 * merged. Times are ISO 8601, durations seconds, numbers E.164 or as Twilio sent them.
 */
export type CallEvent = {
  /** The webhook it arrived by, or our own action or request. */
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
    | "rest.pause"
    | "rest.resume"
    | "rest.control"
    | "rest.deleted"
    | "livekit";
  dedupe_key: string;
  call_id: string;
  /**
   * The direction of the call if this is its first event. The id of an inbound call is derived from
   * its CallSid, so any event may come first; an event creates an outbound call only if it was
   * found at Twilio, with the number it rang (E.164) in `customer`.
   */
  creates?: "inbound" | "outbound" | "internal";
  customer?: string;
  /** The created call was found at Twilio: no webhook reported it. */
  imported?: boolean;
  /** The owner of the call until somebody else accepts it. */
  owner_id?: string;
  /** The leg of the event; without `role` or `inferred_role` only a reference. */
  call_sid?: string;
  parent_call_sid?: string;
  /** From the signed URL. */
  role?: LegRole;
  /** Inferred from Twilio's list of calls, for a leg without webhooks. */
  inferred_role?: LegRole;
  medium?: Enums<"leg_medium">;
  /** The person on the leg. */
  user_id?: string;
  phone_number_id?: string;
  from?: string;
  to?: string;
  status?: CallStatus;
  sequence?: number;
  occurred_at: string;
  received_at: string;
  /** When the leg began, by Twilio. */
  started_at?: string;
  answered_at?: string;
  /** The rep pressed 1. */
  accepted?: boolean;
  /** The leg was still on the line when its <Dial> ended, or heard that nobody is available. */
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
    /** Inferred from the source unless the signed URL has it. */
    purpose?: "talk" | "voicemail" | "prompt";
  };
  spans?: Span[];
  /** A step of a route. With `serves`, the system served the caller. */
  step?: { kind: string; reason?: string; facts?: object; serves?: boolean };
  /** The result of a request to create or end the call. `gone`: Twilio does not know it. */
  request?: "hangup" | "create_lost" | "create_refused" | "gone";
  error?: { code?: number; message: string };
  /** The query of a webhook's URL. */
  query?: string;
  /** The inputs of the answer besides the call's facts, which are added on recording. */
  answered_from?: { line: unknown; missing_audio?: string[] };
  /**
   * The call follows a route: whom its next step is about to ring (lib/routing/wishes.ts), and the
   * phones (E.164) that it comes from; who is to be called back keeps their place in the queue, and
   * `talked` is where in its route an agent has talked with the caller. Or somebody hears a summary
   * of that talk. Or
   * whose mailbox a message is for. Or a person wants the caller, whom another may have already. Or
   * a person (`rings`) is to be rung. Or the leg rings people in a LiveKit `room`.
   */
  routing?:
    | {
        wishes: object[];
        callers: string[];
        version?: string;
        calls_back?: object;
        talked?: string;
      }
    | { mailbox: string }
    | { accepts: true }
    | { summary: true }
    | { rings: string }
    | { room: string[] };
  /** A call that arrives is looked up among the blocked callers, as it is recorded. */
  check_blocked?: true;
  /**
   * The event is of a person's own browser (machine.take_client_event): it asks for a call that was
   * placed, or reports on its leg, whose call the database looks up.
   */
  client?: "asks" | "reports";
  /** The webhook was answered before this was recorded. */
  from_memory?: boolean;
  data: unknown;
};

export const CallFacts = z.object({
  call_id: z.uuid(),
  direction: z.enum(["inbound", "outbound", "internal"]),
  from_number: z.string(),
  to_number: z.string(),
  contact_name: z.string().nullable(),
  contact_company: z.string().nullable().default(null),
  status: z.string(),
  recording_requested: z.boolean(),
  hangup_requested: z.boolean(),
  /** Of a call placed in the browser: the digits to dial once the customer has answered. */
  extension: z.string().optional(),
  /** Of an internal call: who calls whom, and what rings. The phones are not stored. */
  caller_name: z.string().optional(),
  colleague: z
    .object({
      user_id: z.uuid(),
      name: z.string(),
      in_browser: z.boolean(),
      has_phone: z.boolean(),
      phone: z.string().nullish(),
      /** How many phones of theirs ring beside the first. */
      further: z.number().default(0),
      further_phones: z.array(z.string()).default([]),
    })
    .optional(),
  /** For an event with `check_blocked`: the caller is on the company's list. */
  blocked: z.literal("listed").optional(),
  /** For an event with `routing`, as lib/routing/facts.ts reads them. */
  routing: z.unknown().optional(),
  /** Who has declined the call (their ids), where anybody has. */
  declined: z.array(z.string()).optional(),
  /** Of a call that people asked something of, as lib/voice/control-facts.ts reads it. */
  control: z.unknown().optional(),
});

/** The call's facts that a webhook's answer depends on, once its event is recorded. */
export type CallFacts = z.infer<typeof CallFacts>;

const CallStanding = CallFacts.pick({ status: true, hangup_requested: true }).extend({
  /** People have asked something of the call (lib/call-control). */
  is_controlled: z.boolean().default(false),
  /** Legs of a callback that ring a person who took it on another phone. */
  twins: z.array(z.string()).default([]),
});

/** The state of the call after an event that nobody waits for. */
export type CallStanding = z.infer<typeof CallStanding>;

/**
 * Records one event of a tenant's call; repeating it changes nothing. Null if the call is not this
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
 * As `recordEvent`, for an event with `answered_from`, while a caller waits: "late" if the database
 * does not answer within `timeoutMs`. The event is then recorded once it does, marked as answered
 * from memory.
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
      // It may already be recorded, if only the database's response was lost.
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
