import { decryptSecret, encryptSecret } from "@/lib/core/crypto";
import { AppError } from "@/lib/core/errors";

const column = "browser_calls.api_key_secret";

export function sealKeySecret(secret: string, tenantId: string): string {
  return encryptSecret(secret, { tenantId, column });
}

/** Throws `conflict` when it does not open: an admin has to turn browser calls off and on again. */
export function openKeySecret(ciphertext: string, tenantId: string): string {
  try {
    return decryptSecret(ciphertext, { tenantId, column });
  } catch (cause) {
    const message =
      "The key for browser calls can't be decrypted. An admin can turn them off and on again in Settings → Twilio.";
    throw new AppError("conflict", "browser_calls_unreadable", message, { cause });
  }
}
