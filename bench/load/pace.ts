import { on } from "node:events";
import { Worker } from "node:worker_threads";

/** When a request should go: `at` in milliseconds of the machine's clock (nowMs). */
export type Due = { index: number; at: number };

/** `count` requests, `perSecond` a second. */
export type SteadyPace = { count: number; perSecond: number };

/**
 * Milliseconds of a clock that all threads read alike and nobody sets, as `performance.now()` is
 * not.
 */
export const nowMs = () => Number(process.hrtime.bigint()) / 1e6;

/**
 * `count` things due, one for each who asks, in order: at once, or `perSecond` a second and none
 * before its time.
 */
export function pace(count: number, perSecond: number | undefined): AsyncIterator<Due> {
  return perSecond ? atTheirTimes({ count, perSecond }) : atOnce(count);
}

/** Things due at once, one for each who asks, until `end` (nowMs). */
export function paceUntil(end: number): AsyncIterator<Due> {
  let next = 0;
  return {
    async next() {
      const at = nowMs();
      if (at >= end) return { done: true, value: undefined };
      next += 1;
      return { value: { index: next - 1, at } };
    },
  };
}

function atOnce(count: number): AsyncIterator<Due> {
  let next = 0;
  return {
    async next() {
      if (next === count) return { done: true, value: undefined };
      next += 1;
      return { value: { index: next - 1, at: nowMs() } };
    },
  };
}

function atTheirTimes(workerData: SteadyPace): AsyncIterator<Due> {
  const pacer = new Worker(new URL("pacer.ts", import.meta.url), { workerData });
  const messages = on(pacer, "message", { close: ["exit"] });
  return {
    async next() {
      const { done, value } = await messages.next();
      return done ? { done, value: undefined } : { value: value[0] };
    },
  };
}
