import { setTimeout as pause } from "node:timers/promises";

/** How long, in ms, an answer takes at least that could tell whether an address has an account. */
export const leastMs = { signIn: 400, signUp: 1_000 };

/**
 * What `work` gives or throws, no sooner than `leastMs` after it began: work that is faster for an
 * address without an account than for one with takes the same time for both.
 */
export async function noSoonerThan<T>(leastMs: number, work: () => Promise<T>): Promise<T> {
  const [done] = await Promise.allSettled([work(), pause(leastMs)]);
  if (done.status === "rejected") throw done.reason;
  return done.value;
}
