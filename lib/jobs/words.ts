import { jobs } from "@/lib/jobs/registry";

/** What a job does, for people. */
export function jobTitle(name: string): string {
  return jobs.find((job) => job.name === name)?.title ?? `A job of another version (${name})`;
}

const ofTheQueue: Record<string, string> = {
  "": "Something unexpected went wrong. The server's log says what.",
  "job heartbeat timeout": "It stopped in the middle: the worker running it was shut down.",
  "job timed out": "It took too long and was stopped.",
};

/** Why a job failed, from what `failed_jobs` gives. */
export function problemWords(problem: string): string {
  return ofTheQueue[problem] ?? problem;
}
