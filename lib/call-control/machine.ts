import "server-only";
import { z } from "zod";
import type { Place } from "@/lib/core/destination";
import { callMachine } from "@/lib/db/machine/connection";
import { Constants } from "@/lib/db/supabase/database.types";
import { supervisionModes } from "@/lib/voice/control-facts";

export const Leg = z.object({
  call_sid: z.string(),
  role: z.enum(Constants.public.Enums.leg_role),
  side: z.enum(["customer", "company", "supervisor", "system"]),
  user_id: z.uuid().nullable(),
  parent_call_sid: z.string().nullable(),
  is_talking: z.boolean(),
  in_room: z.boolean(),
  has_left: z.boolean(),
});
/** A leg that is not over. `in_room`: in the call's conference; `has_left`: not any more. */
export type ControlLeg = z.infer<typeof Leg>;

const Rings = z.object({
  name: z.string().nullable().default(null),
  phone: z.string().nullable().default(null),
  further_phones: z.array(z.string()).default([]),
  in_browser: z.boolean(),
  /** Of a route: its published version, and the step at which the customer enters it. */
  version: z.uuid().optional(),
  step: z.string().optional(),
});
/**
 * Whom a transfer rings: phones (E.164), their browser, or both; neither for a mailbox or a route.
 */
export type Rings = z.infer<typeof Rings>;

const Supervision = z.object({
  user_id: z.uuid(),
  mode: z.enum(supervisionModes),
  /** What Twilio was asked for last. */
  applied: z.string().nullable(),
  /** Their phone was rung, or should have been. */
  is_rung: z.boolean(),
  /** Everybody is still to hear that they listen. */
  must_announce: z.boolean(),
  has_taken_over: z.boolean(),
  /** They are a manager or admin still. */
  may_supervise: z.boolean(),
  /** The leg that a whisper is for. */
  hears_whisper: z.string().nullable(),
});
/** Who supervises a call. */
export type Supervision = z.infer<typeof Supervision>;

export const Account = z.object({ account_sid: z.string(), auth_token_ciphertext: z.string() });
const CustomerIn = z.enum(["hold", "room", "dial"]);

/** Why something is not done. */
export const refusals = [
  "call_not_found",
  "not_on_call",
  "no_customer",
  "not_talking",
  "being_transferred",
  "yourself",
  "no_transfer",
  "not_answered",
  "not_a_colleague",
  "colleague_busy",
  "colleague_away",
  "colleague_unreachable",
  "own_number",
  "do_not_call",
  "number_not_allowed",
  "country_not_allowed",
  "spend_limit_reached",
  "not_yours",
  "is_supervisor",
  "on_this_call",
  "call_is_full",
  "not_there",
  "not_in_room",
  "is_customer",
  "no_route",
  "rings_another",
  "rings_several",
  "rings_no_more",
  "answered_already",
  "call_ended",
] as const;
export type ControlRefusal = (typeof refusals)[number];

/** What was asked of a call, and everything that a request to Twilio needs for it. */
export const AskedControl = Account.extend({
  was: z.looseObject({
    customer_in: CustomerIn.nullable(),
    target_sid: z.string().nullable(),
    target_user: z.uuid().nullable(),
    mode: z.string().nullable(),
  }),
  changes: z.number(),
  legs: z.array(Leg),
  rings: Rings.nullable().default(null),
  record: z.boolean(),
  is_paused: z.boolean(),
  direction: z.enum(["inbound", "outbound"]),
  time_limit_seconds: z.number(),
  customer: z.string(),
  caller_id: z.string(),
  rep_caller_id: z.enum(["caller", "company"]),
});
export type AskedControl = z.infer<typeof AskedControl>;

const Asked = z.union([
  z.object({ refused: z.enum(refusals) }),
  z.object({ done: z.literal(true) }),
  AskedControl,
]);

/** Who may be added to a call. */
export type WantSomebody =
  | { to: "person"; user_id: string }
  | { to: "number"; number: string; place: Place };

export type Want =
  | { kind: "hold" | "resume" | "complete" | "take_back" | "merge" }
  | ({ kind: "add" } & WantSomebody)
  | ({ kind: "transfer"; mode: "warm" | "cold" } & (
      | WantSomebody
      /** `unanswered`: the person's own, for a caller who rings them. */
      | { to: "voicemail"; user_id: string; unanswered?: true }
      | { to: "route"; route: string; step: string | null }
    ));

/** Notes what a person wants of their call; null where the company has no Twilio account. */
export async function askControl(
  tenantId: string,
  userId: string,
  callId: string,
  want: Want,
  now: Date,
) {
  return Asked.nullable().parse(
    await callMachine(
      (sql) =>
        sql`select machine.ask_control(${tenantId}, ${userId}, ${callId}, ${sql.json(want)}, ${now.toISOString()}) as result`,
    ),
  );
}

const RingEvent = z.object({
  event_type: z.string(),
  event_data: z.unknown(),
  query: z.string().nullable(),
  answered_from: z.unknown(),
  created_at: z.string(),
});

/** The event whose answer rings a person for a caller; null where none does. */
export async function ringEvent(tenantId: string, userId: string, callId: string) {
  return RingEvent.nullable().parse(
    await callMachine(
      (sql) => sql`select machine.ring_event(${tenantId}, ${userId}, ${callId}) as result`,
    ),
  );
}

/** What was asked is void: Twilio did not do it. */
export async function undoControl(tenantId: string, callId: string, asked: AskedControl) {
  const was = JSON.parse(JSON.stringify(asked.was));
  await callMachine(
    (sql) =>
      sql`select machine.undo_control(${tenantId}, ${callId}, ${asked.changes}, ${sql.json(was)}) as result`,
  );
}

/** Keeps the leg that a warm transfer rings; false where it was taken back meanwhile. */
export async function noteTarget(tenantId: string, callId: string, changes: number, sid: string) {
  return z
    .boolean()
    .parse(
      await callMachine(
        (sql) =>
          sql`select machine.note_target(${tenantId}, ${callId}, ${changes}, ${sid}) as result`,
      ),
    );
}

const TargetState = z.enum(["ringing", "talking", "gone"]);

const ControlState = Account.extend({
  changes: z.number(),
  customer_in: CustomerIn,
  held_by: z.uuid().nullable(),
  asked_by: z.uuid().nullable(),
  mode: z.enum(["warm", "cold"]).nullable(),
  target_kind: z.enum(["person", "number", "voicemail", "route"]).nullable(),
  target_sid: z.string().nullable(),
  target_user: z.uuid().nullable(),
  target_state: TargetState.nullable(),
  record: z.boolean(),
  is_paused: z.boolean(),
  direction: z.enum(["inbound", "outbound", "internal"]),
  time_limit_seconds: z.number(),
  asked_seconds_ago: z.number(),
  legs: z.array(Leg),
  supervision: Supervision.nullable(),
});
export type ControlState = z.infer<typeof ControlState>;

/** What was asked of a call and who is on the line; null for one that nothing was asked of. */
export async function controlState(tenantId: string, callId: string) {
  return ControlState.nullable().parse(
    await callMachine((sql) => sql`select machine.control_state(${tenantId}, ${callId}) as result`),
  );
}

/** Keeps what became of the leg that a warm transfer rings. */
export async function noteTargetState(
  tenantId: string,
  callId: string,
  sid: string,
  state: z.infer<typeof TargetState>,
): Promise<void> {
  await callMachine(
    (sql) =>
      sql`select machine.note_target_state(${tenantId}, ${callId}, ${sid}, ${state}) as result`,
  );
}

/**
 * The customer goes from hold into the room, or elsewhere; false where somebody asked for something
 * else meanwhile, or another has noticed first.
 */
export async function endHold(
  tenantId: string,
  callId: string,
  changes: number,
  space: "room" | "dial",
) {
  return z
    .boolean()
    .parse(
      await callMachine(
        (sql) =>
          sql`select machine.end_hold(${tenantId}, ${callId}, ${changes}, ${space}) as result`,
      ),
    );
}

const Controlled = z.array(z.object({ tenant_id: z.uuid(), call_id: z.uuid() }));

/** The live calls of all tenants that people have asked something of. */
export async function controlledCalls() {
  const calls = await callMachine((sql) => sql`select machine.controlled_calls() as result`);
  return Controlled.parse(calls);
}
