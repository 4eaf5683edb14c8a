import type { Job as Fetched, PgBoss } from "pg-boss";
import { Again, type Counts, type Job, type Turn } from "@/lib/core/job";
import { heartbeatSeconds } from "@/lib/db/jobs/queue";
import { explainFailure } from "@/lib/jobs/failure";
import { goOn } from "@/lib/jobs/go-on";

/** As many of one job run at a time in each process; of a regular one, one. */
const jobsAtOnce = 8;

/** The runs that one process is in the middle of. */
export class Runs {
  readonly #running = new Map<string, Set<Promise<void>>>();
  readonly #queue: PgBoss;
  readonly #turn: () => Turn;
  /** What was done, added up. */
  readonly total: Counts = {};

  constructor(queue: PgBoss, turn: () => Turn) {
    this.#queue = queue;
    this.#turn = turn;
  }

  /** Begins what is due of these jobs, as far as there is room; how many that were. */
  async begin(jobs: readonly Job[]): Promise<number> {
    let begun = 0;
    for (const job of await this.#due(jobs)) {
      const running = this.#of(job.name);
      const batchSize = (job.everySeconds ? 1 : jobsAtOnce) - running.size;
      if (batchSize <= 0) continue;
      const fetched = await this.#queue.fetch<object>(job.name, { batchSize });
      begun += fetched.length;
      for (const each of fetched) {
        const run = this.#run(job, each).finally(() => running.delete(run));
        running.add(run);
      }
    }
    return begun;
  }

  /** When one of them ends; never when none runs. */
  get next(): Promise<void> {
    return Promise.race(this.#all());
  }

  get count(): number {
    return this.#all().length;
  }

  async ended(): Promise<void> {
    await Promise.all(this.#all());
  }

  #all(): Promise<void>[] {
    return [...this.#running.values()].flatMap((runs) => [...runs]);
  }

  #of(name: string): Set<Promise<void>> {
    const running = this.#running.get(name) ?? new Set();
    this.#running.set(name, running);
    return running;
  }

  /** One question for all jobs, rather than one for each. */
  async #due(jobs: readonly Job[]): Promise<Job[]> {
    const { rows } = await this.#queue.getDb().executeSql(
      `select name from unnest($1::text[]) name where exists (
         select from jobs.job j where j.name = name and j.state < 'active' and not j.blocked
           and j.start_after <= now())`,
      [jobs.map(({ name }) => name)],
    );
    const due = new Set(rows.map(({ name }: { name: string }) => name));
    return jobs.filter(({ name }) => due.has(name));
  }

  async #run(job: Job, fetched: Fetched<object>): Promise<void> {
    const beat = setInterval(
      () => void this.#queue.touch(job.name, fetched).catch(() => {}),
      (heartbeatSeconds * 1000) / 3,
    );
    try {
      const outcome = await job.run(fetched.data, this.#turn());
      if (outcome instanceof Again) await goOn(this.#queue, fetched, outcome.at);
      else await this.#queue.complete(job.name, fetched);
      this.#add(outcome instanceof Again ? outcome.counts : outcome);
    } catch (error) {
      await this.#fail(job, fetched, error);
    } finally {
      clearInterval(beat);
    }
  }

  /** Where the database is away, the job runs again when its heartbeat has stopped. */
  async #fail(job: Job, fetched: Fetched, error: unknown): Promise<void> {
    console.error(`the job ${job.name} ${fetched.id} failed: ${stackOf(error)}`);
    await this.#queue.fail(job.name, fetched, explainFailure(error)).catch((cause: unknown) => {
      console.error(`the job ${job.name} ${fetched.id} stays begun: ${stackOf(cause)}`);
    });
  }

  #add(counts: Counts): void {
    for (const [what, count] of Object.entries(counts)) {
      this.total[what] = (this.total[what] ?? 0) + count;
    }
  }
}

/** Never the whole error: a failed request carries its headers, which may hold a token. */
function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
