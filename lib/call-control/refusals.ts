import type { ControlRefusal } from "@/lib/call-control/machine";
import { AppError, type ErrorKind } from "@/lib/core/errors";

const sentences: Record<ControlRefusal, [ErrorKind, string]> = {
  call_not_found: ["not_found", "This call doesn't exist."],
  not_on_call: ["forbidden", "Only somebody who talks on this call can do that."],
  no_customer: ["conflict", "A call between colleagues can't be put on hold or transferred yet."],
  not_talking: ["conflict", "You can do that while you're talking."],
  being_transferred: ["conflict", "This call is being transferred already."],
  yourself: ["unprocessable", "You are on this call already. Choose somebody else."],
  no_transfer: ["conflict", "Nobody is being asked to take this call."],
  not_answered: ["conflict", "They haven't answered yet."],
  not_a_colleague: ["not_found", "This person isn't in your company."],
  colleague_busy: ["conflict", "They are on another call."],
  colleague_away: [
    "conflict",
    "They aren't taking calls now. You can transfer to their voicemail.",
  ],
  colleague_unreachable: [
    "conflict",
    "They have no phone that can be rung, and no browser online.",
  ],
  own_number: ["unprocessable", "This number is on the call already."],
  do_not_call: ["forbidden", "This number is on the do-not-call list."],
  number_not_allowed: ["forbidden", "Calls to this number aren't allowed."],
  spend_limit_reached: ["too_many", "Your company has spent what it may in a day."],
  not_yours: ["forbidden", "Only who asked for this transfer can do that."],
  country_not_allowed: [
    "forbidden",
    "Calls to this country aren't allowed in your company. An admin can change that.",
  ],
};

/** Why a call stays as it is, as the person who asked reads it. */
export function controlRefused(refused: ControlRefusal): AppError {
  const [kind, sentence] = sentences[refused];
  return new AppError(kind, refused, sentence);
}
