import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { equalInConstantTime } from "@/lib/core/crypto";
import { env } from "@/lib/core/env";

/**
 * A browser in which an account has signed in before carries a mark that nobody else can make, so
 * that a stranger's
 * guesses at the account's password do not delay the person: https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
export function markDevice(email: string): string {
  const id = randomBytes(16).toString("base64url");
  return `${id}.${seal(id, email)}`;
}

/** The id in a mark that was made for this account; undefined for every other text. */
export function knownDevice(mark: string | undefined, email: string): string | undefined {
  const [id, sealed, ...more] = mark?.split(".") ?? [];
  if (!id || !sealed || more.length > 0) return undefined;
  return equalInConstantTime(sealed, seal(id, email)) ? id : undefined;
}

function seal(id: string, email: string): string {
  const key = hkdfSync("sha256", Buffer.from(env().ENCRYPTION_KEY, "base64"), "", "device", 32);
  return createHmac("sha256", Buffer.from(key))
    .update(JSON.stringify([id, email]))
    .digest("base64url");
}
