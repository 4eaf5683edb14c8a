import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import type { PgBoss } from "pg-boss";
import { AppError } from "@/lib/core/errors";
import type { Counts, Job } from "@/lib/core/job";
import { openQueue } from "@/lib/db/jobs/queue";
import { Runs } from "@/lib/jobs/begin";
import { addOfSlot, prepareQueues, removeDone } from "@/lib/jobs/queues";
import { turnUntil } from "@/lib/jobs/turn";

const pollMs = 100;
/** A regular job that comes as often as the requests is added by each of them. */
const requestSeconds = 60;

const kept = globalThis as typeof globalThis & { ringbookQueue?: Promise<PgBoss> };

/**
 * For a host without a process of its own: adds the regular jobs, and runs what is due until
 * nothing is or `until` has come. Any number of requests and workers may do so at once. Gives what
 * was done, added up; throws `unavailable` without a database.
 */
export async function runDue(jobs: readonly Job[], until: Date): Promise<Counts> {
  const queue = await openedQueue(jobs);
  try {
    await queue.supervise();
    await removeDone(queue);
    await Promise.all(jobs.map((job) => addRegular(queue, job)));
    return await drain(queue, jobs, until);
  } catch (cause) {
    throw unreachable(cause);
  }
}

function unreachable(cause: unknown): AppError {
  const message = "The queue of jobs isn't reachable.";
  return new AppError("unavailable", "queue_unavailable", message, { cause });
}

async function addRegular(queue: PgBoss, { name, everySeconds }: Job): Promise<void> {
  if (!everySeconds) return;
  if (everySeconds > requestSeconds) return addOfSlot(queue, name, everySeconds);
  await queue.send(name, {}, { singletonKey: crypto.randomUUID() });
}

function openedQueue(jobs: readonly Job[]): Promise<PgBoss> {
  kept.ringbookQueue ??= open(jobs).catch((cause: unknown) => {
    kept.ringbookQueue = undefined;
    throw unreachable(cause);
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

/** Runs due jobs, and waits for those that others run: they may be what this request is about. */
async function drain(queue: PgBoss, jobs: readonly Job[], until: Date): Promise<Counts> {
  const runs = new Runs(queue, () => turnUntil(until));
  const began = new Date();
  while (Date.now() < until.getTime()) {
    if ((await runs.begin(jobs)) > 0) continue;
    if (runs.count > 0) await runs.next;
    else if (await othersRun(queue, jobs, began)) await pause(pollMs);
    else break;
  }
  await runs.ended();
  return runs.total;
}

async function othersRun(queue: PgBoss, jobs: readonly Job[], began: Date): Promise<boolean> {
  const { rows } = await queue.getDb().executeSql(
    `select from jobs.job where state = 'active' and (name = any($1::text[]) or created_on >= $2)
     limit 1`,
    [jobs.filter(({ everySeconds }) => everySeconds).map(({ name }) => name), began],
  );
  return rows.length > 0;
}
