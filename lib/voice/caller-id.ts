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

/**
 * Which number (E.164) a transferred call shows: of a caller what `shownToReps` says, to a number
 * outside the caller's own; of whom we called the company's, `caller_id`.
 */
export function shownOnTransfer(
  call: Pick<Line, "rep_caller_id"> & { direction: string; customer: string; caller_id: string },
  { to }: { to: string },
): string {
  const { direction, customer, caller_id, rep_caller_id } = call;
  if (direction !== "inbound") return caller_id;
  const settings = to === "person" ? { rep_caller_id } : {};
  return shownToReps(settings, { from: customer, to: caller_id });
}
