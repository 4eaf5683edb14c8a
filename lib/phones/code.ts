import { randomInt } from "node:crypto";
import { keyedHashes } from "@/lib/core/crypto";

/** The person and phone (E.164) a code is for: its hash fits nobody else's. */
export type VerificationOf = { tenantId: string; userId: string; phone: string };

/** Six unpredictable digits. */
export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, "0");
}

/** A code's hashes under each encryption key in use, the current one first. */
export function codeHashes(code: string, { tenantId, userId, phone }: VerificationOf): string[] {
  const text = JSON.stringify([userId, phone, code]);
  return keyedHashes(text, { tenantId, column: "phone_verifications.code_hash" });
}
