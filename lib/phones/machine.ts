import { z } from "zod";
import type { Place } from "@/lib/core/destination";
import { callMachine } from "@/lib/db/machine/connection";

const Begun = z.union([
  z.object({
    refused: z.enum([
      "not_a_member",
      "no_personal_phone",
      "phone_changed",
      "already_verified",
      "twilio_not_configured",
      "own_number",
      "own_phone_not_allowed",
      "ringing",
      "person_limit",
      "tenant_limit",
    ]),
  }),
  z.object({
    from_number: z.string(),
    phone: z.string(),
    account_sid: z.string(),
    auth_token_ciphertext: z.string(),
  }),
]);

/** Records a verification call to a person's phone (E.164), or returns why it is refused. */
export async function beginPhoneVerification(
  tenantId: string,
  userId: string,
  request: {
    verification_id: string;
    phone: string | null;
    place: Place | null;
    /** What an admin may allow, where the place alone does not; see `Located`. */
    range: string | null;
    code_hash: string;
    now: string;
  },
): Promise<z.infer<typeof Begun>> {
  return Begun.parse(
    await callMachine(
      (sql) =>
        sql`select machine.begin_phone_verification(${tenantId}, ${userId}, ${sql.json(request)}) as result`,
    ),
  );
}

/** Stores the CallSid of a verification's call; null if Twilio refused it and nothing rang. */
export async function notePhoneVerification(
  tenantId: string,
  verificationId: string,
  callSid: string | null,
  now: Date,
): Promise<void> {
  await callMachine(
    (sql) =>
      sql`select machine.note_phone_verification(${tenantId}, ${verificationId}, ${callSid}, ${now.toISOString()}) as result`,
  );
}

const Tried = z.discriminatedUnion("answer", [
  z.object({ answer: z.enum(["verified", "expired", "no_code"]) }),
  z.object({ answer: z.literal("wrong"), tries_left: z.number() }),
]);

/** Compares the hashes of a typed code with the code spoken to a person's phone. */
export async function tryPhoneVerification(
  tenantId: string,
  userId: string,
  hashes: string[],
  now: Date,
): Promise<z.infer<typeof Tried>> {
  return Tried.parse(
    await callMachine(
      (sql) =>
        sql`select machine.try_phone_verification(${tenantId}, ${userId}, ${sql.json(hashes)}, ${now.toISOString()}) as result`,
    ),
  );
}

/**
 * Marks a phone (E.164) as verified on the operator's word, without a code. False if the person has
 * saved another phone.
 */
export async function vouchForPhone(
  tenantId: string,
  userId: string,
  phone: string,
  now: Date,
): Promise<boolean> {
  return (
    (await callMachine(
      (sql) =>
        sql`select machine.vouch_for_phone(${tenantId}, ${userId}, ${phone}, ${now.toISOString()}) as result`,
    )) === true
  );
}

const Due = z.object({
  tenant_id: z.uuid(),
  verification_id: z.uuid(),
  phone: z.string(),
  call_sid: z.string().nullable(),
  created_at: z.string(),
  from_number: z.string().nullable(),
  account_sid: z.string().nullable(),
  auth_token_ciphertext: z.string().nullable(),
});

/** A verification's call that Twilio should be asked about. */
export type DueVerification = z.infer<typeof Due>;

/** Verification calls due to be compared with Twilio, each claimed for a minute. */
export async function claimPhoneVerifications(
  now: Date,
  howMany: number,
): Promise<DueVerification[]> {
  return z
    .array(Due)
    .parse(
      await callMachine(
        (sql) =>
          sql`select machine.claim_phone_verifications(${now.toISOString()}, ${howMany}) as result`,
      ),
    );
}

/**
 * Stores what Twilio says of a verification's call; `atTwilio` is empty if Twilio could not be
 * asked. True if there is nothing more to ask.
 */
export async function settlePhoneVerification(
  tenantId: string,
  verificationId: string,
  atTwilio: {
    call_sid?: string;
    status?: string;
    price?: string;
    price_unit?: string;
    gone?: boolean;
  },
  now: Date,
): Promise<boolean> {
  return (
    (await callMachine(
      (sql) =>
        sql`select machine.settle_phone_verification(${tenantId}, ${verificationId}, ${sql.json(atTwilio)}, ${now.toISOString()}) as result`,
    )) === true
  );
}
