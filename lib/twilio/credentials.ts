import { decryptSecret, encryptSecret } from "@/lib/crypto";

/** A Twilio account's SID (`AC…`) and its primary Auth Token: the pair that calls the API and signs webhooks. */
export type TwilioCredentials = { accountSid: string; authToken: string };

const column = "twilio_accounts.auth_token";

export function sealAuthToken(authToken: string, tenantId: string): string {
  return encryptSecret(authToken, { tenantId, column });
}

/** From a row of a machine function to usable credentials. Throws when the ciphertext does not belong to the tenant. */
export function openCredentials(
  tenantId: string,
  row: { account_sid: string; auth_token_ciphertext: string },
): TwilioCredentials {
  return {
    accountSid: row.account_sid,
    authToken: decryptSecret(row.auth_token_ciphertext, { tenantId, column }),
  };
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
