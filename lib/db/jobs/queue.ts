import "server-only";
import { PgBoss } from "pg-boss";
import { env } from "@/lib/core/env";
import { databaseTls, withoutTls } from "@/lib/db/tls";

/** A worker that said nothing for this long is dead, and its jobs run again. */
export const heartbeatSeconds = 30;

/**
 * The queue of jobs in the schema `jobs`, as the role ringbook_jobs. Sends whole statements without
 * names, so that a transaction pooler may stand between. `supervised` looks for dead workers by
 * itself, every ten seconds.
 */
export function openQueue(options: { connections: number; supervised: boolean }): PgBoss {
  const url = new URL(env().JOBS_DATABASE_URL);
  const queue = new PgBoss({
    connectionString: withoutTls(url),
    ssl: databaseTls(url, env().DATABASE_CA),
    max: options.connections,
    connectionTimeoutMillis: 5_000,
    application_name: `ringbook worker ${process.pid}`,
    schema: "jobs",
    migrate: false,
    createSchema: false,
    schedule: false,
    supervise: options.supervised,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    // Vacuum and indexes are the database's own business.
    reindex: false,
    monitorVacuum: false,
  });
  queue.on("error", (error) => console.error("the queue of jobs:", error.message));
  return queue;
}
