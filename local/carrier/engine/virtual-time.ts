import type { Account } from "@/local/carrier/engine/account";
import { VirtualClock } from "@/local/carrier/engine/clock";

/** Thrown where time is to be moved that moves by itself. */
export class RealTimeError extends Error {}

/** Moves an account's time, firing what is due in order; it stands still during requests. */
export async function advance(account: Account, seconds: number): Promise<void> {
  const clock = virtual(account);
  const target = clock.now() + seconds * 1000;
  await account.inFlight.quiet();
  while (clock.step(target)) await account.inFlight.quiet();
  clock.moveTo(target);
  account.journal.changed();
}

/** Jumps from timer to timer until none is left within the limit. */
export async function runUntilIdle(account: Account, maxSeconds: number): Promise<void> {
  const clock = virtual(account);
  const limit = clock.now() + maxSeconds * 1000;
  for (;;) {
    await account.inFlight.quiet();
    if (clock.step(limit)) continue;
    if (account.delayed.length === 0) return account.journal.changed();
    for (const go of account.delayed.splice(0)) go();
  }
}

function virtual(account: Account): VirtualClock {
  if (account.clock instanceof VirtualClock) return account.clock;
  throw new RealTimeError("This account runs on the real clock");
}
