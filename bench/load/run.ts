import { Worker } from "node:worker_threads";
import type { Driven, Load } from "@/bench/load/drive";

/**
 * As `drive`, in a thread of its own, so that what else this process does does not lengthen what is
 * measured.
 */
export function runLoad(load: Load): Promise<Driven> {
  const worker = new Worker(new URL("worker.ts", import.meta.url), { workerData: load });
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

/** Throws when an answer was other than 2xx: a figure of refusals is none. */
export function requireSuccess({ statuses }: Driven): void {
  const bad = Object.entries(statuses).filter(([status]) => !status.startsWith("2"));
  if (bad.length > 0) throw new Error(`Answers that are no success: ${JSON.stringify(bad)}`);
}

/** Requests a second. */
export function throughput({ latencies, seconds }: Driven): number {
  return latencies.length / seconds;
}
