import { createHash } from "node:crypto";

/** A UUIDv8 that is the same for the same words: of work that is repeated, what it makes. */
export function derivedId(words: string): string {
  const hex = createHash("sha256").update(`ringbook automatic ${words}`).digest("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`];
  return [...parts, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}
