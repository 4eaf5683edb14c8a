import { env } from "@/lib/core/env";
import { surviveDriver } from "@/lib/db/machine/survive-driver";
import { jobs } from "@/lib/jobs/registry";
import { runJobs } from "@/lib/jobs/run";

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stopping.abort());

async function main(): Promise<void> {
  env();
  surviveDriver();
  console.log(`Running ${jobs.length} kinds of jobs.`);
  await runJobs(jobs, stopping.signal);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
