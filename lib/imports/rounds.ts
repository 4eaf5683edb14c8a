import type { Imported } from "@/lib/imports/decide";

/**
 * Rows with the round in which each is imported: a round ends before a row that has a number or an
 * email of one in it, so that it finds the contact that came of that one.
 */
export function inRounds<Row extends Pick<Imported, "emails" | "phones" | "reason">>(
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

function keysOf({ emails, phones }: Pick<Imported, "emails" | "phones">): string[] {
  return [
    ...phones.map(({ phone, extension }) => `${phone};${extension}`),
    ...emails.map(({ email }) => email),
  ];
}
