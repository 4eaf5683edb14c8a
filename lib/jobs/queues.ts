import type { PgBoss } from "pg-boss";
import type { Job } from "@/lib/core/job";
import { heartbeatSeconds } from "@/lib/db/jobs/queue";

/** How long a run may take until another worker begins it again. */
const expireInSeconds = 120;
/** A run begins nothing new after this, so that it ends long before it expires. */
const runMs = 25_000;
/** A dead job is kept for two weeks; a regular one, which the next follows, for a day. */
const keptSeconds = { dead: 14 * 24 * 60 * 60, regular: 24 * 60 * 60 };

/** Makes each job's queue, or brings it to what its definition says. */
export async function prepareQueues(queue: PgBoss, jobs: readonly Job[]): Promise<void> {
  for (const { name, maxAttempts, everySeconds } of jobs) {
    const settings = {
      retryLimit: maxAttempts - 1,
      retryDelay: 5,
      retryBackoff: true,
      retryDelayMax: 600,
      expireInSeconds,
      heartbeatSeconds,
      deleteAfterSeconds: everySeconds ? keptSeconds.regular : keptSeconds.dead,
    };
    await queue.createQueue(name, { ...settings, policy: everySeconds ? "short" : "exclusive" });
    await queue.updateQueue(name, settings);
  }
  await applyToWaiting(queue);
}

/** Jobs that were added before a worker knew them carry other settings. */
async function applyToWaiting(queue: PgBoss): Promise<void> {
  await queue.getDb().executeSql(`
    update jobs.job j set retry_limit = q.retry_limit from jobs.queue q
    where q.name = j.name and j.state < 'active' and j.retry_limit <> q.retry_limit`);
}

/** What a job's run may begin until. */
export function runUntil(): Date {
  return new Date(Date.now() + runMs);
}

/** Removes jobs that were done: only what waits, runs or died is of interest. */
export async function removeDone(queue: PgBoss): Promise<void> {
  await queue
    .getDb()
    .executeSql(
      "delete from jobs.job where state = 'completed' and completed_on < now() - interval '1 minute'",
    );
}
