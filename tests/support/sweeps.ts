import postgres from "postgres";
import { beforeEach } from "vitest";
import { stack } from "@/tests/support/stack";
import { waitForLock } from "@/tests/support/wait-for-lock";

/** A sweep runs what is due of every tenant: also what another file's test is about to look at. */
const locks = postgres(stack.adminDatabaseUrl, { max: 4, idle_timeout: 20, onnotice: () => {} });

/** Waits for its turn, alone or beside others who share it; gives what ends it. */
async function takeTurn(mode: "" | "_shared"): Promise<() => Promise<void>> {
  const sql = await locks.reserve();
  const lock = (name: string) => sql.unsafe(`select pg_advisory_lock${mode}(hashtext('${name}'))`);
  // First in line: otherwise tests that overlap each other could keep a sweep away for ever.
  await waitForLock(sql, () => lock("next sweep"));
  await waitForLock(sql, () => lock("sweep"));
  await sql.unsafe(`select pg_advisory_unlock${mode}(hashtext('next sweep'))`);
  return async () => {
    await sql`select pg_advisory_unlock_all()`;
    sql.release();
  };
}

/** While no test's sweep is under way: what one has claimed, another could not see through. */
export async function betweenSweeps(work: () => Promise<unknown>): Promise<void> {
  const endTurn = await takeTurn("");
  try {
    await work();
  } finally {
    await endTurn();
  }
}

/** As the schedule sweeps, when the others are done; `first` happens right before. */
export async function sweep(first: () => Promise<unknown> = async () => {}): Promise<void> {
  await betweenSweeps(async () => {
    await first();
    // A request begins nothing more after a while; on a busy machine, the schedule's next one does.
    for (let turn = 0; turn < 4; turn++) {
      await sweepBesideOthers();
      if (!(await someAreDue())) break;
    }
  });
}

/** Calls the schedule's route as the schedule does. */
export async function sweepBesideOthers(): Promise<void> {
  const response = await fetch(`${stack.urls.app}/api/cron/sweep`, {
    method: "POST",
    headers: { authorization: `Bearer ${stack.cronSecret}` },
  });
  if (response.status !== 200) throw new Error(`sweep: ${response.status}`);
}

/** Names that begin with "test." are those of tests, which no route runs. */
async function someAreDue(): Promise<boolean> {
  const due = await locks`select from jobs.job where state < 'active' and not blocked
    and start_after <= now() and name not like 'test.%' limit 1`;
  return due.length > 0;
}

/**
 * While a test of this file runs, no other's sweep does: the jobs that it looks at or runs by hand
 * are there. None of them may sweep.
 */
export function keepSweepsAway(): void {
  beforeEach(() => takeTurn("_shared"));
}
