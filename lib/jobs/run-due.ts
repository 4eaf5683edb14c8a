import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import type { Job as Fetched, PgBoss } from "pg-boss";
import { AppError } from "@/lib/core/errors";
import type { Counts, Job } from "@/lib/core/job";
import { heartbeatSeconds, openQueue } from "@/lib/db/jobs/queue";
import { prepareQueues, removeDone, runUntil } from "@/lib/jobs/queues";

const jobsAtOnce = 8;
const pollMs = 100;

const kept = globalThis as typeof globalThis & { ringbookQueue?: Promise<PgBoss> };

/**
 * For a host without a process of its own: adds the regular jobs, and runs what is due until
 * nothing is or `until` has come. Any number of requests and workers may do so at once. Gives what
 * was done, added up; throws `unavailable` without a database.
 */
export async function runDue(jobs: readonly Job[], until: Date): Promise<Counts> {
  const total: Counts = {};
  const queue = await openedQueue(jobs);
  try {
    await queue.supervise();
    await removeDone(queue);
    const regular = jobs.filter(({ everySeconds }) => everySeconds);
    await Promise.all(regular.map(({ name }) => queue.send(name, {}, { singletonKey: key() })));
    await Promise.all(regular.map((job) => drain(queue, job, until, total)));
    const others = jobs.filter(({ everySeconds }) => !everySeconds);
    await Promise.all(others.map((job) => drain(queue, job, until, total)));
    return total;
  } catch (cause) {
    throw new AppError("unavailable", "queue_unavailable", "The queue of jobs isn't reachable.", {
      cause,
    });
  }
}

function key(): string {
  return crypto.randomUUID();
}

function openedQueue(jobs: readonly Job[]): Promise<PgBoss> {
  kept.ringbookQueue ??= open(jobs).catch((cause: unknown) => {
    kept.ringbookQueue = undefined;
    throw new AppError("unavailable", "queue_unavailable", "The queue of jobs isn't reachable.", {
      cause,
    });
  });
  return kept.ringbookQueue;
}

async function open(jobs: readonly Job[]): Promise<PgBoss> {
  const queue = openQueue({ connections: 2, supervised: false });
  try {
    await queue.start();
    await prepareQueues(queue, jobs);
    return queue;
  } catch (error) {
    await queue.stop({ graceful: false }).catch(() => {});
    throw error;
  }
}

/** Runs a queue's due jobs, and waits for those that others run: they may be what we added. */
async function drain(queue: PgBoss, job: Job, until: Date, total: Counts): Promise<void> {
  const began = new Date();
  while (Date.now() < until.getTime()) {
    const due = await queue.fetch<object>(job.name, { batchSize: jobsAtOnce });
    await Promise.all(due.map((each) => runOne(queue, job, each, total)));
    if (due.length === 0) {
      if (!(await othersRun(queue, job.name, began))) return;
      await pause(pollMs);
    }
  }
}

async function othersRun(queue: PgBoss, name: string, began: Date): Promise<boolean> {
  const { rows } = await queue
    .getDb()
    .executeSql(
      `select from jobs.job where name = $1 and state = 'active' and created_on <= $2 limit 1`,
      [name, began],
    );
  return rows.length > 0;
}

async function runOne(
  queue: PgBoss,
  job: Job,
  { id, data }: Fetched,
  total: Counts,
): Promise<void> {
  const beat = setInterval(
    () => void queue.touch(job.name, id).catch(() => {}),
    (heartbeatSeconds * 1000) / 3,
  );
  try {
    const counts = await job.run(data, runUntil());
    for (const [what, count] of Object.entries(counts)) total[what] = (total[what] ?? 0) + count;
    await queue.complete(job.name, id);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(`the job ${job.name} failed:`, message);
    await queue.fail(job.name, id, { message });
  } finally {
    clearInterval(beat);
  }
}
