import { decryptSecret, encryptSecret } from "@/lib/core/crypto";
import { AppError } from "@/lib/core/errors";

const column = "realtime_settings.api_key";

export function sealRealtimeKey(apiKey: string, tenantId: string): string {
  return encryptSecret(apiKey, { tenantId, column });
}

/** Throws `conflict` when the ciphertext is not this tenant's or its encryption key is gone. */
export function openRealtimeKey(ciphertext: string, tenantId: string): string {
  try {
    return decryptSecret(ciphertext, { tenantId, column });
  } catch (cause) {
    const message = "The saved key can't be decrypted. Enter it again in Settings → Voice agent.";
    throw new AppError("conflict", "api_key_unreadable", message, { cause });
  }
}
