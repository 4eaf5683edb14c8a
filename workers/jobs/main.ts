import { env } from "@/lib/core/env";
import { jobs } from "@/lib/jobs/registry";
import { runJobs } from "@/lib/jobs/run";

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stopping.abort());

env();
runJobs(jobs, stopping.signal).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
