import type { Job as Fetched, PgBoss } from "pg-boss";

/**
 * Puts another job in the place of one that did part of its work: all attempts are left to it, and
 * jobs of others that wait come first. Only the attempt that ran may do so: one that lost its claim
 * leaves the job to who has it.
 */
export async function goOn(queue: PgBoss, job: Fetched, at: Date): Promise<void> {
  await queue.getDb().executeSql(
    `with done as (
       delete from jobs.job where name = $1 and id = $2 and state = 'active' and retry_count = $3
       returning *)
     insert into jobs.job (name, data, singleton_key, start_after, keep_until, policy, priority,
         retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds,
         deletion_seconds, heartbeat_seconds)
       select d.name, d.data, d.singleton_key, $4::timestamptz,
         $4::timestamptz + q.retention_seconds * interval '1 second', q.policy, d.priority,
         q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max, q.expire_seconds,
         q.deletion_seconds, q.heartbeat_seconds
       from done d join jobs.queue q on q.name = d.name
     on conflict do nothing`,
    [job.name, job.id, job.retryCount, at],
  );
}
