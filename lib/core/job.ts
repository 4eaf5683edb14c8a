import type { z } from "zod";

/** What a run did, as counts: `{ checked: 3 }`. */
export type Counts = Record<string, number>;

/** Work that is done outside any request: at least once, and again later when it throws. */
export type Job = {
  /** `subject.verb`, as the SQL that adds it says (private.add_job). */
  name: string;
  /** After as many failed attempts it is dead: shown to admins, run again by them. */
  maxAttempts: number;
  /** Added by itself at this interval; its payload is then `{}`. Any number may run at once. */
  everySeconds?: number;
  /** Throws when the payload is not what it should be. Begins nothing new after `until`. */
  run(payload: unknown, until: Date): Promise<Counts>;
};

/**
 * `payload` has `tenant_id` where the job is a tenant's. Without `everySeconds`, of several jobs
 * with one key (private.add_job) one waits or runs at a time.
 */
export function defineJob<S extends z.ZodType>(
  spec: Omit<Job, "run"> & {
    payload: S;
    run(payload: z.infer<S>, until: Date): Promise<Counts>;
  },
): Job {
  const { payload, run, ...rest } = spec;
  return { ...rest, run: (given, until) => run(payload.parse(given), until) };
}
