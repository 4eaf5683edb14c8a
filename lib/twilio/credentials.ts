import { decryptSecret, encryptSecret } from "@/lib/core/crypto";
import { AppError } from "@/lib/core/errors";

/**
 * A Twilio account's SID (`AC…`) and its primary Auth Token: the pair that calls the API and signs
 * webhooks.
 */
export type TwilioCredentials = { accountSid: string; authToken: string };

const column = "twilio_accounts.auth_token";

export function sealAuthToken(authToken: string, tenantId: string): string {
  return encryptSecret(authToken, { tenantId, column });
}

/**
 * From a row of a machine function to usable credentials. Throws `conflict` when the ciphertext is
 * not this tenant's or its key is gone: an admin has to enter the token again.
 */
export function openCredentials(
  tenantId: string,
  row: { account_sid: string; auth_token_ciphertext: string },
): TwilioCredentials {
  try {
    return {
      accountSid: row.account_sid,
      authToken: decryptSecret(row.auth_token_ciphertext, { tenantId, column }),
    };
  } catch (cause) {
    const message = "The saved Auth Token can't be decrypted. Enter it again in Settings → Twilio.";
    throw new AppError("conflict", "auth_token_unreadable", message, { cause });
  }
}

/** As `openCredentials`; null when what was saved does not open: it then signs for nobody. */
export function tryOpenCredentials(
  tenantId: string,
  row: { account_sid: string; auth_token_ciphertext: string },
): TwilioCredentials | null {
  try {
    return openCredentials(tenantId, row);
  } catch {
    return null;
  }
}
