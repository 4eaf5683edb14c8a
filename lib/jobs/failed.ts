import "server-only";
import type { Db } from "@/lib/db/supabase/server";

/** The tenant's jobs that failed and are not done yet; throws for anyone but its admins. */
export async function listFailedJobs(db: Db) {
  const { data, error } = await db.rpc("failed_jobs");
  if (error) throw new Error("The failed jobs could not be read", { cause: error });
  return data;
}

export type FailedJob = Awaited<ReturnType<typeof listFailedJobs>>[number];

/** Runs a dead job once more; false when it is no longer there. */
export async function runJobAgain(db: Db, id: string): Promise<boolean> {
  const { data, error } = await db.rpc("run_job_again", { job: id });
  if (error) throw new Error("The job could not be run again", { cause: error });
  return data;
}
