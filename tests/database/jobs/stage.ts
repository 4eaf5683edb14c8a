import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import postgres, { type ISql } from "postgres";
import { z } from "zod";
import { Again, defineJob, type Job, type Turn } from "@/lib/core/job";
import { runJobs } from "@/lib/jobs/run";
import { stack } from "@/tests/support/stack";

/** As the role that our definer functions are owned by. */
export const owner = postgres(stack.postgresUrl, { max: 4, onnotice: () => {} });

/** A name that no other test's worker knows. */
export const newName = () => `test.${randomUUID()}`;

export async function addJob(
  name: string,
  key: string,
  sql: ISql = owner,
  tenant: string = randomUUID(),
) {
  await sql`select private.add_job(${name}, ${sql.json({ tenant_id: tenant, key })}, ${key})`;
}

/** A job that does this with the key it was added with. */
export function jobNamed(
  name: string,
  run: (key: string, turn: Turn) => Promise<unknown>,
  maxAttempts = 3,
) {
  return defineJob({
    name,
    title: "Try a job",
    maxAttempts,
    payload: z.object({ tenant_id: z.uuid(), key: z.string() }),
    run: async ({ key }, turn) => {
      const outcome = await run(key, turn);
      return outcome instanceof Again ? outcome : {};
    },
  });
}

/** Runs jobs beside `work`, as `npm run worker` does. */
export async function withWorker(job: Job, work: () => Promise<unknown>): Promise<void> {
  const stopping = new AbortController();
  const running = runJobs([job], stopping.signal);
  try {
    await work();
  } finally {
    stopping.abort();
    await running;
  }
}

export async function jobsOf(name: string) {
  return owner<{ id: string; state: string; retry_count: number; waits: number; error: string }[]>`
    select id, state::text, retry_count, output #>> '{message}' as error,
      extract(epoch from start_after - now())::float8 as waits
    from jobs.job where name = ${name} order by created_on, id`;
}

/** Looks until there is something to see; throws after 30 seconds. */
export async function eventually<T>(look: () => Promise<T | false | undefined>): Promise<T> {
  for (const until = Date.now() + 30_000; Date.now() < until; await pause(50)) {
    const found = await look();
    if (found) return found;
  }
  throw new Error("it did not happen within 30 seconds");
}
