import { isDialable } from "@/lib/core/phone";
import type { Line } from "@/lib/lines/line";

/**
 * Which number (E.164) the phone of one of the company's people shows of a caller (`from`, whatever
 * Twilio says) to one of its numbers (`to`).
 */
export function shownToReps(
  { rep_caller_id }: Pick<Line, "rep_caller_id">,
  { from, to }: { from: string; to: string },
): string {
  return rep_caller_id !== "company" && isDialable(from) ? from : to;
}
