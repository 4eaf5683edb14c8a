import { z } from "zod";
import type { Place } from "@/lib/core/destination";
import { callMachine } from "@/lib/db/machine/connection";
import { Constants } from "@/lib/db/supabase/database.types";

const Credentials = z.object({ account_sid: z.string(), auth_token_ciphertext: z.string() });

const Refused = z.object({
  refused: z.enum([
    "not_a_member",
    "contact_not_found",
    "twilio_not_configured",
    "browser_calls_off",
    "number_not_yours",
    "no_personal_phone",
    "phone_not_verified",
    "own_number",
    "call_in_progress",
    "idempotency_key_reused",
    "number_not_allowed",
    "country_not_allowed",
    "do_not_call",
    "phone_changed",
    "own_phone_not_allowed",
    "too_many_calls",
    "user_limit_reached",
    "tenant_limit_reached",
    "spend_limit_reached",
    "entry_not_yours",
    "called_meanwhile",
    "colleague_not_found",
    "unknown_extension",
    "own_self",
    "own_phone_needs_number",
    "colleague_busy",
    "colleague_offline",
    "colleague_unreachable",
    "colleague_needs_number",
  ]),
  /** The colleague who was to be called. */
  colleague: z.string().optional(),
  /** The limit that was reached. */
  allowed: z.number().optional(),
  per: z.enum(["hour", "day"]).optional(),
  /** Seconds. */
  retry_after: z.number().optional(),
  /** The call is over, and the person's phone is not down yet. */
  ending: z.boolean().optional(),
});

/** Why a call was not begun; lib/calls/refusals.ts has the sentences. */
export type CallRefusal = z.infer<typeof Refused>;

const KeptAnswer = z.object({ status: z.number(), body: z.unknown() });

/** What was answered to a request with an Idempotency-Key. */
export type KeptAnswer = z.infer<typeof KeptAnswer>;

/** What beginning a call gives: why not, the call that its key has placed, or the call. */
export const Begun = z.union([
  Refused,
  z.object({ repeated: z.uuid(), answer: KeptAnswer.nullable() }),
  Credentials.extend({
    call_id: z.uuid(),
    from_number: z.string(),
    rep_phone: z.string().nullable(),
    recording_requested: z.boolean(),
    call_time_limit_seconds: z.number(),
  }),
]);

/**
 * A call that a person wants to place, on their phone unless `device` says otherwise. `to` and
 * `rep_phone` are E.164, each with its place (lib/core/destination.ts).
 */
export type CallRequest = {
  call_id: string;
  device?: "browser";
  to: string;
  to_place: Place;
  /** What an admin may allow, where the place alone does not; see `Located`. */
  to_range: string | null;
  /** Dialled once `to` has answered. */
  extension?: string;
  rep_phone: string | null;
  rep_place: Place | null;
  agent_range: string | null;
  contact_id?: string;
  /** The entry of a call list that it is placed for. */
  entry_id?: string;
  /** The number to show (E.164) or its id; else the database chooses. */
  from?: string;
  record?: boolean;
  key?: { value: string; fingerprint: string };
  now: string;
};

/**
 * Writes the queued call of a person, gives the one that its key has placed, or why not. Many at
 * once are counted exactly.
 */
export async function beginCall(tenantId: string, userId: string, request: CallRequest) {
  return Begun.parse(
    await callMachine(
      (sql) =>
        sql`select machine.begin_call(${tenantId}, ${userId}, ${sql.json(request)}) as result`,
    ),
  );
}

/** Keeps the answer to a key, unless one is kept already; gives the one that stands. */
export async function answerKey(tenantId: string, userId: string, key: string, answer: KeptAnswer) {
  const given = JSON.parse(JSON.stringify(answer));
  return KeptAnswer.parse(
    await callMachine(
      (sql) =>
        sql`select machine.answer_key(${tenantId}, ${userId}, ${key}, ${sql.json(given)}) as result`,
    ),
  );
}

/** What was answered to a key; null while nobody knows yet. */
export async function keyAnswer(tenantId: string, userId: string, key: string) {
  return KeptAnswer.nullable().parse(
    await callMachine(
      (sql) => sql`select machine.key_answer(${tenantId}, ${userId}, ${key}) as result`,
    ),
  );
}

/**
 * Ends a call placed in a browser which never asked Twilio for it, and says why; false if it did.
 */
export async function endUnconnected(tenantId: string, callId: string, now: Date, why: string) {
  return z
    .boolean()
    .parse(
      await callMachine(
        (sql) =>
          sql`select machine.end_unconnected(${tenantId}, ${callId}, ${now.toISOString()}, ${why}) as result`,
      ),
    );
}

const HangingUp = z.union([
  z.object({ refused: z.enum(["call_not_found", "not_your_call"]) }),
  z.object({
    /** Null in a company without an account, which may still have meetings. */
    account_sid: z.string().nullable(),
    auth_token_ciphertext: z.string().nullable(),
    direction: z.enum(["inbound", "outbound", "internal"]),
    ended: z.boolean(),
    /** Others go on talking with the customer. */
    leaves: z.boolean(),
    /** Something was asked of the call: no leg ends with another. */
    is_asked: z.boolean(),
    legs: z.array(
      z.object({
        call_sid: z.string(),
        role: z.enum(Constants.public.Enums.leg_role),
        status: z.string(),
        parent_call_sid: z.string().nullable(),
        user_id: z.uuid().nullable(),
      }),
    ),
  }),
]);

const Declining = z.union([
  z.object({ refused: z.enum(["call_not_found", "not_your_call", "rings_not_yet"]) }),
  z.object({
    account_sid: z.string().nullable(),
    auth_token_ciphertext: z.string().nullable(),
    legs: z.array(
      z.object({ call_sid: z.string(), role: z.enum(Constants.public.Enums.leg_role) }),
    ),
  }),
]);

/**
 * Notes that a person declines a caller; gives their own legs that ring, or why they may not. Null
 * for a call that does not come in.
 */
export async function beginDecline(tenantId: string, userId: string, callId: string, now: Date) {
  return Declining.nullable().parse(
    await callMachine(
      (sql) =>
        sql`select machine.begin_decline(${tenantId}, ${userId}, ${callId}, ${now.toISOString()}) as result`,
    ),
  );
}

/**
 * Notes that a person wants the call to end, or only to leave it; gives its live legs, parent
 * first, or why they may not.
 */
export async function beginHangup(
  tenantId: string,
  userId: string,
  callId: string,
  now: Date,
  leave: boolean,
) {
  return HangingUp.parse(
    await callMachine(
      (sql) =>
        sql`select machine.begin_hangup(${tenantId}, ${userId}, ${callId}, ${now.toISOString()}, ${leave}) as result`,
    ),
  );
}
