import type { PgBoss } from "pg-boss";
import type { Job } from "@/lib/core/job";
import { heartbeatSeconds } from "@/lib/db/jobs/queue";

/** A dead job is kept for two weeks. */
const keptSeconds = 14 * 24 * 60 * 60;

/** Makes each job's queue, or brings it to what its definition says. */
export async function prepareQueues(queue: PgBoss, jobs: readonly Job[]): Promise<void> {
  for (const { name, maxAttempts, everySeconds, expireSeconds = 120 } of jobs) {
    const settings = {
      retryLimit: maxAttempts - 1,
      retryDelay: 5,
      retryBackoff: true,
      retryDelayMax: 600,
      expireInSeconds: expireSeconds,
      heartbeatSeconds,
      deleteAfterSeconds: keptOf(everySeconds),
    };
    // One of a key runs at a time and another may wait: what is added during a run is not lost.
    await queue.createQueue(name, { ...settings, policy: everySeconds ? "short" : "stately" });
    await queue.updateQueue(name, settings);
  }
  await applyToWaiting(queue);
}

/**
 * Jobs that were added before a worker knew them carry other settings. Those that a transaction
 * just adds again keep them: a worker begins without waiting for it.
 */
async function applyToWaiting(queue: PgBoss): Promise<void> {
  await queue.getDb().executeSql(`
    with other as (
      select j.name, j.id, q.retry_limit, q.expire_seconds
      from jobs.job j join jobs.queue q on q.name = j.name
      where j.state = 'created'
        and (j.retry_limit, j.expire_seconds) is distinct from (q.retry_limit, q.expire_seconds)
      for update of j skip locked)
    update jobs.job j set retry_limit = o.retry_limit, expire_seconds = o.expire_seconds
    from other o where j.name = o.name and j.id = o.id`);
}

/** While a done regular job of a time slot is kept, no other is added for that slot. */
function keptOf(everySeconds: number | undefined): number {
  return everySeconds ? Math.max(2 * everySeconds, 60 * 60) : keptSeconds;
}

/** Adds a regular job; of all copies of workers and the app one does, once in each slot of time. */
export async function addOfSlot(queue: PgBoss, name: string, everySeconds: number): Promise<void> {
  await queue.send(name, {}, { singletonKey: "regular", singletonSeconds: everySeconds });
}

/** Removes jobs that were done: only what waits, runs or died is of interest. */
export async function removeDone(queue: PgBoss): Promise<void> {
  await queue.getDb().executeSql(`
    delete from jobs.job where state = 'completed' and singleton_on is null
      and completed_on < now() - interval '1 minute'`);
}
