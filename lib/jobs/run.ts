import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import type { PgBoss } from "pg-boss";
import type { Job } from "@/lib/core/job";
import { openQueue } from "@/lib/db/jobs/queue";
import { prepareQueues, removeDone, runUntil } from "@/lib/jobs/queues";

const jobsAtOnce = 8;
const retryMs = 2_000;

/**
 * Runs jobs until `stopping` fires; what has begun then has 30 seconds to end. Any number of copies
 * share the work. Without a database it waits until there is one.
 */
export async function runJobs(jobs: readonly Job[], stopping: AbortSignal): Promise<void> {
  const queue = await startQueue(jobs, stopping);
  if (!queue) return;
  for (const job of jobs) {
    await queue.work(
      job.name,
      { pollingIntervalSeconds: 1, localConcurrency: job.everySeconds ? 1 : jobsAtOnce },
      async ([each]) => {
        if (each) return runOne(job, each.data);
      },
    );
  }
  const timers = jobs.map((job) => addRegularly(queue, job)).concat(clean(queue));
  await new Promise<void>((resolve) => {
    if (stopping.aborted) resolve();
    stopping.addEventListener("abort", () => resolve(), { once: true });
  });
  for (const timer of timers) clearInterval(timer);
  await queue.stop({ graceful: true, timeout: 30_000 });
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

async function runOne(job: Job, data: unknown) {
  try {
    return await job.run(data, runUntil());
  } catch (error) {
    complain(`the job ${job.name} failed`, error);
    throw error;
  }
}

/** Of all copies one adds it: a slot of time has one job. */
function addRegularly(queue: PgBoss, { name, everySeconds }: Job) {
  if (!everySeconds) return undefined;
  const add = () =>
    queue
      .send(name, {}, { singletonKey: "regular", singletonSeconds: everySeconds })
      .catch((error: unknown) => complain(`the job ${name} could not be added`, error));
  void add();
  return setInterval(add, (everySeconds * 1000) / 3);
}

function clean(queue: PgBoss) {
  const remove = () =>
    removeDone(queue).catch((error: unknown) => complain("done jobs could not be removed", error));
  return setInterval(remove, 60_000);
}

function complain(what: string, error: unknown): void {
  console.error(`${what}:`, error instanceof Error ? error.message : error);
}
