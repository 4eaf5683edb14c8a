import { setTimeout as pause } from "node:timers/promises";
import { isUnavailable, runStatement, type Statement } from "@/lib/db/machine/connection";

/** How long a copy of the app works without the database. */
const keptMs = 10 * 60_000;
const maxKept = 1_000;
const retryMs = 1_000;

const kept: { statement: Statement; since: number }[] = [];
let emptying = false;

/**
 * Runs statements once the database can be reached, in the order given: at most 1,000, for at most
 * ten minutes, in this copy's memory. If the copy stops, the sweep gets from Twilio what is lost.
 */
export function keepForLater(statement: Statement): void {
  if (kept.length >= maxKept) kept.shift();
  kept.push({ statement, since: Date.now() });
  if (!emptying) void empty();
}

async function empty(): Promise<void> {
  emptying = true;
  for (let next = kept[0]; next; next = kept[0]) {
    const done = await tryOnce(next);
    if (done && kept[0] === next) kept.shift();
    if (!done) await pause(retryMs, undefined, { ref: false });
  }
  emptying = false;
}

async function tryOnce({ statement, since }: { statement: Statement; since: number }) {
  try {
    if (Date.now() - since < keptMs) await runStatement(statement);
    return true;
  } catch (error) {
    if (isUnavailable(error)) return false;
    console.error("a kept event could not be recorded:", error);
    return true;
  }
}
