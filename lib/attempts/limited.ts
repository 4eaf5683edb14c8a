import "server-only";
import { countedUnder, type Kind, type Who, waitWords } from "@/lib/attempts/rules";
import { AppError } from "@/lib/errors";
import { attempt, forgive } from "@/lib/machine/attempts";

/**
 * Counts a try before it is made, so that many at once are counted rightly. Throws 429 with how long to wait.
 * Gives what to call when the try was right, or could not be made.
 */
export async function countTry(kind: Kind, who: Who): Promise<{ forgive: () => Promise<void> }> {
  const counted = countedUnder(kind, who);
  const wait = await attempt(counted);
  if (wait > 0) {
    throw new AppError(
      "too_many",
      "too_many_tries",
      `Too many tries. Please wait ${waitWords(wait)} and try again.`,
      { details: { retryAfterSeconds: Math.ceil(wait / 1000) } },
    );
  }
  return { forgive: () => forgive(counted) };
}
