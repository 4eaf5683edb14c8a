import { createHash } from "node:crypto";
import { readNumber } from "@/lib/core/phone";
import { asTyped } from "@/lib/imports/as-typed";
import { fold } from "@/lib/imports/fold";
import type { Columns } from "@/lib/imports/schema";
import type { Target } from "@/lib/imports/targets";

const looksLikeEmail = /^\S+@\S+\.\S+$/;

/** Whether the first row names the columns: no number, no email is in it. */
export function isHeader(first: readonly string[], country: string): boolean {
  return first.every((cell) => !looksLikeEmail.test(cell.trim()) && !isNumber(cell, country));
}

/**
 * Where each column goes, by its header; a column without a known one by what is in it. A target
 * that cannot repeat is given to the first column that means it.
 */
export function guessColumns(
  header: readonly string[],
  samples: readonly (readonly string[])[],
  { country, targets }: { country: string; targets: readonly Target[] },
): Columns {
  const taken = new Set<string>();
  const take = (key: string): string | null => {
    const repeats = targets.some((target) => target.key === key && target.repeats);
    if (!repeats && taken.has(key)) return null;
    taken.add(key);
    return key;
  };
  const named = header.map((cell) => {
    const folded = fold(cell);
    const target = targets.find(({ headers }) => headers.includes(folded));
    return target ? take(target.key) : null;
  });
  return named.map((key, index) => {
    if (key) return key;
    const cells = samples.map((row) => asTyped(row[index] ?? "").trim()).filter(Boolean);
    if (cells.length === 0) return null;
    if (cells.every((cell) => looksLikeEmail.test(cell))) return take("email");
    return cells.every((cell) => isNumber(cell, country)) && !taken.has("phone")
      ? take("phone")
      : null;
  });
}

/** By which a file with the same header is recognised; null for a file without one. */
export function signatureOf(header: readonly string[], hasHeader: boolean): string | null {
  if (!hasHeader) return null;
  return createHash("sha256")
    .update(JSON.stringify(header.map(fold)))
    .digest("hex");
}

function isNumber(cell: string, country: string): boolean {
  return /\d{3}/.test(cell) && /^[+(\d][\d\s().+/-]+$/.test(cell.trim())
    ? readNumber(cell, country) !== null
    : false;
}
