import { parentPort, workerData } from "node:worker_threads";
import { nowMs, type SteadyPace } from "@/bench/load/pace";

/**
 * Sleeps in a thread of its own, which a timer of the event loop, good to a millisecond, could not
 * do: no request is early.
 */
const { count, perSecond }: SteadyPace = workerData;
const alarm = new Int32Array(new SharedArrayBuffer(4));
const begin = nowMs();

for (let index = 0; index < count; index += 1) {
  const at = begin + (index / perSecond) * 1000;
  const early = at - nowMs();
  if (early > 0) Atomics.wait(alarm, 0, 0, early);
  parentPort?.postMessage({ index, at });
}
