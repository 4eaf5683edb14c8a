import { stepWords } from "@/lib/routing/branches";
import { consideredWords } from "@/lib/routing/people";
import type { Taken } from "@/lib/routing/turn";

/** A step as the call's page says it: `Ring “Sales”: rang (Ana: on a call; Ben: rung)`. */
export function takenWords(taken: Taken): string {
  const who = taken.considered.map(consideredWords).join("; ");
  return `${stepWords(taken)}: ${taken.reason}${who && ` (${who})`}`;
}
