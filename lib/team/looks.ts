import "server-only";
import { countTry } from "@/lib/attempts/limited";
import { visitorAddress } from "@/lib/attempts/visitor";
import { AppError } from "@/lib/core/errors";

/** Counts a look at an invitation's link; a sentence when there were too many lately. */
export async function tooManyLooks(token: string): Promise<string | undefined> {
  try {
    await countTry("link", { token, ip: await visitorAddress() });
    return undefined;
  } catch (error) {
    if (error instanceof AppError && error.kind === "too_many") return error.message;
    throw error;
  }
}
