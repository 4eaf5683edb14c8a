import { z } from "zod";
import type { Place } from "@/lib/core/destination";
import { callMachine } from "@/lib/db/machine/connection";
import { MessageStatus } from "@/lib/messages/event";

export const refusals = [
  "not_a_member",
  "contact_not_found",
  "twilio_not_configured",
  "number_not_yours",
  "own_number",
  "idempotency_key_reused",
  "number_not_allowed",
  "country_not_allowed",
  "opted_out",
  "do_not_call",
  "quiet_hours",
  "media_not_found",
  "user_limit_reached",
  "tenant_limit_reached",
  "spend_limit_reached",
  "too_late",
  "sender_left",
] as const;

const Refused = z.object({
  refused: z.enum(refusals),
  allowed: z.number().optional(),
  per: z.enum(["hour", "day"]).optional(),
  /** Seconds. */
  retry_after: z.number().optional(),
  /** When their quiet hours end, ISO 8601. */
  until: z.string().optional(),
});

/** Why a message was not begun; lib/messages/refusals.ts has the sentences. */
export type MessageRefusal = z.infer<typeof Refused>;

/** What Twilio is asked for a message. */
export const ToSend = z.object({
  message_id: z.uuid(),
  thread_id: z.uuid(),
  tenant_id: z.uuid(),
  from_number: z.string(),
  to: z.string(),
  body: z.string(),
  user_id: z.uuid().nullable(),
  media: z.array(z.uuid()),
  account_sid: z.string(),
  auth_token_ciphertext: z.string(),
});
export type ToSend = z.infer<typeof ToSend>;

const Begun = z.union([
  Refused,
  z.object({ repeated: z.uuid() }),
  z.object({ message_id: z.uuid(), thread_id: z.uuid(), scheduled: z.string() }),
  ToSend,
]);

/** A message that a person wants to send. `to` is E.164, with its place. */
export type MessageRequest = {
  message_id: string;
  to: string;
  to_place: Place;
  body: string;
  media: string[];
  segments: number;
  contact_id?: string;
  /** The number to send from (E.164) or its id; else the database chooses. */
  from?: string;
  send_at?: string;
  /** When the quiet hours end that the message would fall into. */
  quiet_until?: string;
  key?: { value: string; fingerprint: string };
  now: string;
};

/** Writes the message of a person, gives the one that its key has sent, or why not. */
export async function beginMessage(tenantId: string, userId: string, request: MessageRequest) {
  return Begun.parse(
    await callMachine(
      (sql) =>
        sql`select machine.begin_message(${tenantId}, ${userId}, ${sql.json(request)}) as result`,
    ),
  );
}

const Answer = z.object({
  message_id: z.uuid(),
  thread_id: z.uuid(),
  message_sid: z.string().nullable(),
  status: MessageStatus,
  send_at: z.string().nullable(),
  error_code: z.number().nullable(),
  error_message: z.string().nullable(),
});
export type MessageAnswer = z.infer<typeof Answer>;

/** What is known of a message; null when it is not this tenant's. */
export async function readAnswer(tenantId: string, id: string): Promise<MessageAnswer | null> {
  return Answer.nullable().parse(
    await callMachine((sql) => sql`select machine.message_answer(${tenantId}, ${id}) as result`),
  );
}

const DueMessage = ToSend.extend({
  /** Null for none, and where the recipient has just written. */
  quiet: z.object({ from: z.string(), until: z.string() }).nullable(),
  /** The contact's, IANA. */
  time_zone: z.string().nullable(),
});
/** A scheduled message whose time has come. */
export type DueMessage = z.infer<typeof DueMessage>;

const Claimed = z.union([
  Refused.extend({ tenant_id: z.uuid(), message_id: z.uuid() }),
  DueMessage,
]);

/**
 * A scheduled message that is to be sent now, or why it can't be any more; null when it was
 * canceled, or sent already.
 */
export async function claimScheduled(tenantId: string, id: string, now: Date) {
  return Claimed.nullable().parse(
    await callMachine(
      (sql) =>
        sql`select machine.claim_scheduled_message(${tenantId}, ${id}, ${now.toISOString()}) as result`,
    ),
  );
}

/** The text of a scheduled message that is sent no more; null when it is too late. */
export async function cancelMessage(tenantId: string, userId: string, id: string, now: Date) {
  return z
    .string()
    .nullable()
    .parse(
      await callMachine(
        (sql) =>
          sql`select machine.cancel_message(${tenantId}, ${userId}, ${id}, ${now.toISOString()}) as result`,
      ),
    );
}

/** Changes the text of a scheduled message that still is as it `was`; false when it can't be. */
export async function changeMessage(
  tenantId: string,
  userId: string,
  request: { message_id: string; body: string; was: string; segments: number; now: string },
): Promise<boolean> {
  return z.boolean().parse(
    await callMachine(
      (sql) =>
        sql`select machine.change_message(
            ${tenantId}, ${userId}, ${sql.json(request)}) as result`,
    ),
  );
}

const Check = ToSend.extend({
  message_sid: z.string().nullable(),
  direction: z.enum(["inbound", "outbound"]),
  status: MessageStatus,
  created_at: z.string(),
  checks: z.number(),
});
export type MessageCheck = z.infer<typeof Check>;

/** Deletes uploads that nobody has sent for a day; how many. */
export async function forgetMedia(now: Date): Promise<number> {
  const forgotten = await callMachine(
    (sql) => sql`select machine.forget_media(${now.toISOString()}) as result`,
  );
  return z.number().parse(forgotten);
}

/** Messages that Twilio is to be asked about now, of all tenants. */
export async function claimChecks(now: Date, max: number): Promise<MessageCheck[]> {
  return z
    .array(Check)
    .parse(
      await callMachine(
        (sql) => sql`select machine.claim_message_checks(${now.toISOString()}, ${max}) as result`,
      ),
    );
}

/** Which of these SIDs are a message's of the tenant already. */
export async function sidsInUse(tenantId: string, sids: string[]): Promise<Set<string>> {
  const found = await callMachine(
    (sql) => sql`select machine.sids_in_use(${tenantId}, ${sids.join(",")}) as result`,
  );
  return new Set(z.array(z.string()).parse(found));
}
