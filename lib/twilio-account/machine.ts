import { z } from "zod";
import { callMachine } from "@/lib/db/machine/connection";

const Credentials = z.object({ account_sid: z.string(), auth_token_ciphertext: z.string() });

/**
 * An admin's own tenant's stored credentials, still encrypted; null when there are none or the
 * person is no admin.
 */
export async function credentials(tenantId: string, userId: string) {
  return Credentials.nullable().parse(
    await callMachine((sql) => sql`select machine.credentials(${tenantId}, ${userId}) as result`),
  );
}

/**
 * Saves credentials that Twilio has just accepted, for an admin of the tenant. A tenant that had
 * the account before loses it: its row is no longer verified and serves no call.
 */
export async function saveTwilioAccount(
  tenantId: string,
  userId: string,
  saved: { account_sid: string; auth_token_ciphertext: string; auth_token_last_four: string },
  now: Date,
) {
  return z
    .enum(["saved", "not_admin"])
    .parse(
      await callMachine(
        (sql) =>
          sql`select machine.save_twilio_account(${tenantId}, ${userId}, ${sql.json(saved)}, ${now.toISOString()}) as result`,
      ),
    );
}
