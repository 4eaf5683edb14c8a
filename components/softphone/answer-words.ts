import type { CallDevices } from "@/lib/softphone/schema";

/** A browser that is connected is rung within this time of the bar's coming. */
export const reachMs = 8_000;

/**
 * Where a call can be answered that does not ring in this browser; null where nothing is to be
 * said. `isLate`: a browser that it was to ring would ring by now. `rings_on` is null for people
 * who have only their phone.
 */
export function answerWords(
  rings_on: CallDevices["rings_on"] | null,
  isLate: boolean,
): string | null {
  if (rings_on === "browser") {
    return isLate ? "Your browser wasn't connected when this call came." : null;
  }
  if (rings_on === "both" && isLate) {
    return "Answer on your phone. Your browser wasn't connected when this call came.";
  }
  return "Answer on your phone";
}
