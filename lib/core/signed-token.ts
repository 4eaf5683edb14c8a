import { equalInConstantTime, keyedHashes } from "@/lib/core/crypto";

/**
 * Signs a token for `column` of the tenant that is the first of its parts; none contains "~".
 * `until` is when it is over (s since the epoch).
 */
export function signToken(column: string, parts: [string, ...string[]], until: number): string {
  const text = [...parts, until].join("~");
  const [signature = ""] = keyedHashes(text, { tenantId: parts[0], column });
  return `${text}~${signature}`;
}

/** The `count` parts of a token that signToken made, and its end; null for any other, or after. */
export function readSignedToken(
  column: string,
  token: string,
  count: number,
  now: Date,
): { parts: string[]; until: number } | null {
  const all = token.split("~");
  const parts = all.slice(0, count);
  const [until = "", signature = ""] = all.slice(count);
  if (all.length !== count + 2 || !/^\d{1,12}$/.test(until)) return null;
  if (Number(until) * 1000 <= now.getTime()) return null;
  const place = { tenantId: parts[0] ?? "", column };
  const own = keyedHashes([...parts, until].join("~"), place);
  const isOurs = own.some((one) => equalInConstantTime(one, signature));
  return isOurs ? { parts, until: Number(until) } : null;
}
