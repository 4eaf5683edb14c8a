import { decryptSecret, encryptSecret } from "@/lib/core/crypto";
import { AppError } from "@/lib/core/errors";

/** Secrets of a LiveKit account, by their column. */
type LivekitSecret = "api_secret" | "sip_password";

const place = (tenantId: string, secret: LivekitSecret) => ({
  tenantId,
  column: `livekit_accounts.${secret}`,
});

export function sealLivekitSecret(text: string, tenantId: string, secret: LivekitSecret): string {
  return encryptSecret(text, place(tenantId, secret));
}

/** Throws `conflict` when the ciphertext is not this tenant's or its encryption key is gone. */
export function openLivekitSecret(
  ciphertext: string,
  tenantId: string,
  secret: LivekitSecret,
): string {
  try {
    return decryptSecret(ciphertext, place(tenantId, secret));
  } catch (cause) {
    const where = "Settings → Calls in the browser";
    const message = `The saved LiveKit secret can't be decrypted. Enter it again in ${where}.`;
    throw new AppError("conflict", "livekit_secret_unreadable", message, { cause });
  }
}
