import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import type { PgBoss } from "pg-boss";
import type { Job } from "@/lib/core/job";
import { openQueue } from "@/lib/db/jobs/queue";
import { Runs } from "@/lib/jobs/begin";
import { addOfSlot, prepareQueues, removeDone } from "@/lib/jobs/queues";
import { newTurn } from "@/lib/jobs/turn";

const pollMs = 1_000;
const retryMs = 2_000;
/** A slot of time that has begun has its job at most a third of this later. */
const maxAddingSeconds = 180;
/** What runs when the worker is to stop has as long to end. */
const endingMs = 30_000;

/**
 * Runs jobs until `stopping` fires; what has begun then has 30 seconds to end. Any number of copies
 * share the work. Without a database it waits until there is one.
 */
export async function runJobs(jobs: readonly Job[], stopping: AbortSignal): Promise<void> {
  const queue = await startQueue(jobs, stopping);
  if (!queue) return;
  const timers = jobs.map((job) => addRegularly(queue, job)).concat(clean(queue));
  const runs = new Runs(queue, () => newTurn(stopping));
  while (!stopping.aborted) {
    const begun = await runs.begin(jobs).catch((error: unknown) => {
      complain("due jobs could not be fetched", error);
      return 0;
    });
    if (begun > 0) continue;
    // A run that ends makes room for what waits.
    await Promise.race([runs.next, pause(pollMs, undefined, { signal: stopping })]).catch(() => {});
  }
  for (const timer of timers) clearInterval(timer);
  await Promise.race([runs.ended(), pause(endingMs, undefined, { ref: false })]);
  await queue.stop({ graceful: true, timeout: 5_000 });
}

async function startQueue(jobs: readonly Job[], stopping: AbortSignal) {
  while (!stopping.aborted) {
    const queue = openQueue({ connections: 4, supervised: true });
    try {
      await queue.start();
      await prepareQueues(queue, jobs);
      return queue;
    } catch (error) {
      complain("the queue of jobs could not be opened", error);
      await queue.stop({ graceful: false }).catch(() => {});
      await pause(retryMs, undefined, { signal: stopping }).catch(() => {});
    }
  }
  return undefined;
}

function addRegularly(queue: PgBoss, job: Job) {
  const { name, everySeconds } = job;
  if (!everySeconds) return undefined;
  const add = () =>
    addOfSlot(queue, name, everySeconds).catch((error: unknown) =>
      complain(`the job ${name} could not be added`, error),
    );
  void add();
  return setInterval(add, Math.min(everySeconds, maxAddingSeconds) * (1000 / 3));
}

function clean(queue: PgBoss) {
  const remove = () =>
    removeDone(queue).catch((error: unknown) => complain("done jobs could not be removed", error));
  return setInterval(remove, 60_000);
}

function complain(what: string, error: unknown): void {
  console.error(`${what}:`, error instanceof Error ? error.message : error);
}
