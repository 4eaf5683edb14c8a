import type { Imported } from "@/lib/imports/decide";

/**
 * Rows with the round in which each is imported: behind every earlier row that has a number or an
 * email of it, so that it finds the contact that came of that one. Nearly all are of round 0.
 */
export function inRounds<Row extends Pick<Imported, "contact" | "phones" | "reason">>(
  rows: readonly Row[],
): (Row & { round: number })[] {
  const next = new Map<string, number>();
  return rows.map((row) => {
    const keys = row.reason === null ? keysOf(row) : [];
    const round = Math.max(0, ...keys.map((key) => next.get(key) ?? 0));
    for (const key of keys) next.set(key, round + 1);
    return { ...row, round };
  });
}

function keysOf({ contact, phones }: Pick<Imported, "contact" | "phones">): string[] {
  const numbers = phones.map(({ phone, extension }) => `${phone};${extension}`);
  return contact.email ? [...numbers, contact.email.toLowerCase()] : numbers;
}
