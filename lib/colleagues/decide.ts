import type { Colleague } from "@/lib/colleagues/schema";

/** A page is not rendered again more often than this for what may have changed by itself. */
const leastMs = 30_000;

/**
 * Milliseconds until the presence of one of these people may change without a broadcast; null: it
 * does not.
 */
export function msToNextChange(
  people: readonly Pick<Colleague, "changes_at">[],
  now: Date,
): number | null {
  const ahead = people.flatMap(({ changes_at }) =>
    changes_at === null ? [] : Date.parse(changes_at) - now.getTime(),
  );
  return ahead.length > 0 ? Math.max(leastMs, Math.min(...ahead)) : null;
}

/** The lowest extension from 101 on that is free, to be suggested; as private.next_extension. */
export function nextExtension(taken: readonly (string | null)[]): string {
  const used = new Set([...taken, "112"]);
  let free = 101;
  while (used.has(String(free))) free += 1;
  return String(free);
}
