import postgres, { type ReservedSql } from "postgres";
import { afterEach, beforeEach } from "vitest";
import { stack } from "@/tests/support/stack";
import { waitForLock } from "@/tests/support/wait-for-lock";

/** A sweep runs what is due of every tenant: also what another file's test is about to look at. */
const locks = postgres(stack.adminDatabaseUrl, { max: 4, idle_timeout: 20, onnotice: () => {} });
const waitMs = 180_000;

/** While no test's sweep is under way: what one has claimed, another could not see through. */
export async function betweenSweeps(work: () => Promise<unknown>): Promise<void> {
  const lock = await locks.reserve();
  try {
    // First in line: otherwise tests that overlap each other could keep a sweep away for ever.
    await waitForLock(lock, () => lock`select pg_advisory_lock(hashtext('next sweep'))`);
    await waitForLock(lock, () => lock`select pg_advisory_lock(hashtext('sweep'))`);
    await lock`select pg_advisory_unlock(hashtext('next sweep'))`;
    await work();
  } finally {
    await lock`select pg_advisory_unlock_all()`;
    lock.release();
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
  let lock: ReservedSql;
  beforeEach(async () => {
    lock = await locks.reserve();
    await waitForLock(lock, () => lock`select pg_advisory_lock_shared(hashtext('next sweep'))`);
    await waitForLock(lock, () => lock`select pg_advisory_lock_shared(hashtext('sweep'))`);
    await lock`select pg_advisory_unlock_shared(hashtext('next sweep'))`;
  }, waitMs);
  afterEach(async () => {
    await lock`select pg_advisory_unlock_all()`;
    lock.release();
  });
}
