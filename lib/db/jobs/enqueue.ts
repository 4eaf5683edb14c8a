import "server-only";
import type { JobOf } from "@/lib/core/job";
import { callMachine } from "@/lib/db/machine/connection";

/**
 * Adds a job of a tenant by itself. What is written together with a job adds it in the same
 * transaction instead: private.add_job, called by the SQL function that writes. While one of the
 * key waits this is that one, now with this payload. Throws `unavailable` without a database.
 */
export async function enqueue<P extends { tenant_id: string }>(
  job: JobOf<P>,
  payload: P,
  { key, at = new Date() }: { key: string; at?: Date },
): Promise<void> {
  const json = JSON.stringify(job.payload.parse(payload));
  await callMachine(
    (sql) =>
      sql`select machine.add_job(${job.name}, ${json}::text::jsonb, ${key}, ${at.toISOString()}) as result`,
  );
}
