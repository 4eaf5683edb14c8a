import type { Imported } from "@/lib/imports/decide";

/**
 * Rows with the round in which each is imported: a round ends before a row that has a number or an
 * email of one in it, so that it finds the contact that came of that one.
 */
export function inRounds<Row extends Pick<Imported, "contact" | "phones" | "reason">>(
  rows: readonly Row[],
): (Row & { round: number })[] {
  let round = 0;
  let seen = new Set<string>();
  return rows.map((row) => {
    const keys = row.reason === null ? keysOf(row) : [];
    if (keys.some((key) => seen.has(key))) {
      round += 1;
      seen = new Set();
    }
    for (const key of keys) seen.add(key);
    return { ...row, round };
  });
}

function keysOf({ contact, phones }: Pick<Imported, "contact" | "phones">): string[] {
  const numbers = phones.map(({ phone, extension }) => `${phone};${extension}`);
  return contact.email ? [...numbers, contact.email.toLowerCase()] : numbers;
}
