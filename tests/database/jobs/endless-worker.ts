import { runJobs } from "@/lib/jobs/run";
import { jobNamed } from "@/tests/database/jobs/stage";

// A worker that begins the job named by its argument and never ends it: it waits to be killed.
const name = process.argv[2] ?? "";
void runJobs([jobNamed(name, () => new Promise(() => {}))], new AbortController().signal);
