import { z } from "zod";
import { callMachine } from "@/lib/machine/connection";

const Credentials = z.object({ account_sid: z.string(), auth_token_ciphertext: z.string() });

const Begun = z.union([
  z.object({
    refused: z.enum([
      "not_a_member",
      "contact_not_found",
      "twilio_not_configured",
      "no_personal_phone",
      "phone_not_verified",
      "own_number",
      "call_in_progress",
    ]),
  }),
  Credentials.extend({
    call_id: z.uuid(),
    from_number: z.string(),
    agent_phone: z.string(),
    recording_requested: z.boolean(),
    call_time_limit_seconds: z.number(),
  }),
]);

/** Writes the queued call of a person to `to` (E.164), or gives why not. Two at once see each other. */
export async function beginCall(
  tenantId: string,
  userId: string,
  request: { call_id: string; to: string; contact_id?: string; record?: boolean; now: string },
): Promise<z.infer<typeof Begun>> {
  return Begun.parse(
    await callMachine(
      (sql) =>
        sql`select machine.begin_call(${tenantId}, ${userId}, ${sql.json(request)}) as result`,
    ),
  );
}

const HangingUp = z.union([
  z.object({ refused: z.enum(["call_not_found", "not_your_call"]) }),
  Credentials.extend({
    direction: z.enum(["inbound", "outbound"]),
    ended: z.boolean(),
    legs: z.array(
      z.object({
        call_sid: z.string(),
        status: z.string(),
        parent_call_sid: z.string().nullable(),
      }),
    ),
  }),
]);

/** Notes that a person wants the call to end; gives its live legs, parent first, or why they may not. */
export async function beginHangup(tenantId: string, userId: string, callId: string, now: Date) {
  return HangingUp.nullable().parse(
    await callMachine(
      (sql) =>
        sql`select machine.begin_hangup(${tenantId}, ${userId}, ${callId}, ${now.toISOString()}) as result`,
    ),
  );
}

/** An admin's own tenant's stored credentials, still encrypted; null when there are none or the person is no admin. */
export async function credentials(tenantId: string, userId: string) {
  return Credentials.nullable().parse(
    await callMachine((sql) => sql`select machine.credentials(${tenantId}, ${userId}) as result`),
  );
}

/**
 * Saves credentials that Twilio has just accepted, for an admin of the tenant; `taken` when another tenant's were
 * accepted for that account before.
 */
export async function saveTwilioAccount(
  tenantId: string,
  userId: string,
  saved: { account_sid: string; auth_token_ciphertext: string; auth_token_last_four: string },
  now: Date,
) {
  return z
    .enum(["saved", "taken", "not_admin"])
    .parse(
      await callMachine(
        (sql) =>
          sql`select machine.save_twilio_account(${tenantId}, ${userId}, ${sql.json(saved)}, ${now.toISOString()}) as result`,
      ),
    );
}

/** True when the database answers. */
export async function databaseAnswers(): Promise<boolean> {
  return (await callMachine((sql) => sql`select machine.health() as result`)) === true;
}
