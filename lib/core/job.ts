import type { z } from "zod";

/** What a run did, as counts: `{ checked: 3 }`. */
export type Counts = Record<string, number>;

/** How long a run may still begin something new. */
export type Turn = {
  /** True after 25 seconds, and as soon as the worker is to stop: end soon, with `again()`. */
  readonly over: boolean;
};

/** What a run returns whose job goes on: it runs again, with all of its attempts. */
export class Again {
  readonly counts: Counts;
  readonly at: Date;
  constructor(counts: Counts, at: Date) {
    this.counts = counts;
    this.at = at;
  }
}

/** Part of the job is done and stored: it goes on at `at`, at once when not given. */
export function again(counts: Counts = {}, at = new Date()): Again {
  return new Again(counts, at);
}

/** Work that is done outside any request: at least once, and again later when it throws. */
export type Job = {
  /** `subject.verb`, as the SQL that adds it says (private.add_job). */
  name: string;
  /** What it does, for admins who see that it failed: "Compare calls with Twilio". */
  title: string;
  /** After as many failed attempts it is dead: shown to admins, who may run it again. */
  maxAttempts: number;
  /** Added by itself at this interval; its payload is then `{}`. Any number may run at once. */
  everySeconds?: number;
  /** A run that takes longer counts as failed; 120 when not given. */
  expireSeconds?: number;
  /** Throws when the payload is not what it should be. */
  run(payload: unknown, turn: Turn): Promise<Counts | Again>;
};

/** A job that others add, by private.add_job in SQL or `enqueue`. */
export type JobOf<P> = Job & { payload: z.ZodType<P> };

/**
 * `payload` has `tenant_id` where the job is a tenant's: its admins then see when it fails. Of jobs
 * with one key one runs at a time, and one more may wait.
 */
export function defineJob<P>(
  spec: Omit<Job, "run"> & {
    payload: z.ZodType<P>;
    run(payload: P, turn: Turn): Promise<Counts | Again>;
  },
): JobOf<P> {
  return { ...spec, run: (given, turn) => spec.run(spec.payload.parse(given), turn) };
}
