import "server-only";
import { attempt, forgive } from "@/lib/attempts/machine";
import { countedUnder, type Kind, type Who, waitWords } from "@/lib/attempts/rules";
import { AppError } from "@/lib/core/errors";

/** The sentence of a limit, from how long to wait ("5 seconds"). */
type Refusal = (wait: string) => string;

const tooManyTries: Refusal = (wait) => `Too many attempts. Please wait ${wait} and try again.`;

/**
 * Counts a try before it is made, so that many at once are counted rightly. Throws 429 with how
 * long to wait. Gives what to call when the try was right, or could not be made.
 */
export async function countTry(
  kind: Kind,
  who: Who,
  refusal = tooManyTries,
): Promise<{ forgive: () => Promise<void> }> {
  const counted = countedUnder(kind, who);
  const wait = await attempt(counted);
  if (wait > 0) {
    throw new AppError("too_many", "too_many_tries", refusal(waitWords(wait)), {
      details: { retryAfterSeconds: Math.ceil(wait / 1000) },
    });
  }
  return { forgive: () => forgive(counted) };
}

/** Counts a try as `countTry` does; false, with nothing counted, when its limit is reached. */
export async function isWithinLimit(kind: Kind, who: Who): Promise<boolean> {
  return (await attempt(countedUnder(kind, who))) === 0;
}
