import type { ControlRefusal } from "@/lib/call-control/machine";
import type { SupervisionRefusal } from "@/lib/call-control/supervision-machine";
import { AppError, type ErrorKind } from "@/lib/core/errors";

const sentences: Record<ControlRefusal | SupervisionRefusal, [ErrorKind, string]> = {
  call_not_found: ["not_found", "This call doesn't exist."],
  not_on_call: ["forbidden", "Only someone who talks on this call can do that."],
  no_customer: ["conflict", "A call between colleagues can't be put on hold or transferred yet."],
  not_talking: ["conflict", "You can do that while you're talking."],
  being_transferred: ["conflict", "This call is being transferred already."],
  yourself: ["unprocessable", "You are on this call already. Choose someone else."],
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
  spend_limit_reached: [
    "too_many",
    "Your company has reached its daily spending limit. It can be raised in Settings → Calling.",
  ],
  not_yours: ["forbidden", "Only the person who started this transfer can do that."],
  is_supervisor: ["forbidden", "A supervisor can't be muted or removed by others."],
  no_route: ["not_found", "This group or route doesn't exist any more."],
  on_this_call: ["conflict", "They are on this call already."],
  call_is_full: ["conflict", "This call already has ten people. No more can join."],
  not_there: ["conflict", "They aren't on this call any more."],
  not_in_room: ["conflict", "They haven't joined yet."],
  is_customer: ["unprocessable", "Hang up to end the call with the customer."],
  rings_another: ["conflict", "This call doesn't ring you."],
  rings_several: [
    "conflict",
    "This call is for colleagues too. Decline it: it goes on along its route.",
  ],
  rings_no_more: ["conflict", "This call doesn't ring you any more."],
  answered_already: ["conflict", "This call has been answered already."],
  not_a_manager: ["forbidden", "Only managers and admins can listen to a colleague's call."],
  internal_call: ["conflict", "A call between colleagues can't be listened to."],
  call_ended: ["conflict", "This call has ended."],
  own_call: ["conflict", "You are on this call yourself."],
  nobody_talks: ["conflict", "Nobody else of your company is talking on this call."],
  supervised_already: ["conflict", "Someone else is listening to this call already."],
  on_another_call: ["conflict", "You are on another call. End it first."],
  you_cannot_be_rung: [
    "conflict",
    "You have no verified phone that can be rung, and no browser online.",
  ],
  country_not_allowed: [
    "forbidden",
    "Calls to this country aren't allowed in your company. They can be allowed in Settings → Calling.",
  ],
};

/** What stands until an admin changes a setting. */
const forAdmins: ReadonlySet<keyof typeof sentences> = new Set([
  ...(["country_not_allowed", "spend_limit_reached"] as const),
]);

/** Why a call stays as it is, as the person who asked reads it. */
export function controlRefused(refused: ControlRefusal | SupervisionRefusal): AppError {
  const [kind, sentence] = sentences[refused];
  return new AppError(kind, refused, sentence, {
    details: { ...(forAdmins.has(refused) && { forAdmins: true }) },
  });
}
