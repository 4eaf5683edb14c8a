import { AppError, type ErrorKind } from "@/lib/core/errors";
import type { Refused, RoomRefusal } from "@/lib/rooms/machine";

const sentences: Record<RoomRefusal, [ErrorKind, (name: string) => string]> = {
  call_not_found: ["not_found", () => "This call doesn't exist."],
  call_over: ["conflict", () => "This call has ended."],
  taken: ["conflict", (name) => `${name} has taken this call.`],
  not_rung: ["conflict", () => "This call isn't ringing for you."],
  not_answered: ["conflict", () => "Nobody has answered this call yet."],
  not_invited: [
    "forbidden",
    () => "Only people who are invited, and managers, can join this call.",
  ],
  not_a_manager: ["forbidden", () => "Only managers and admins can listen to calls."],
  own_call: ["conflict", () => "You are on this call yourself."],
  not_on_call: ["conflict", () => "Only people in the room can do this."],
  rooms_off: ["conflict", () => "Calls in the browser by LiveKit aren't turned on."],
  call_in_progress: ["conflict", () => "You are on a call. End it first."],
  colleague_not_found: ["not_found", () => "One of them isn't a colleague any more."],
  nobody_reachable: [
    "conflict",
    () => "None of them can be reached in the browser now. Their desk must be open.",
  ],
  not_a_colleague: ["not_found", () => "That isn't a colleague."],
  call_is_full: ["conflict", () => "The room is full: ten people are in it."],
  colleague_busy: ["conflict", (name) => `${name} is on another call.`],
  colleague_unreachable: [
    "conflict",
    (name) => `${name} can't be reached in the browser. Their desk must be open.`,
  ],
};

/** The error of a refusal, with the first name who has the call, or whom it is about. */
export function roomRefused({ refused, name }: Refused): AppError {
  const [kind, sentence] = sentences[refused];
  return new AppError(kind, refused, sentence(name ?? "A colleague"), {
    details: name ? { name } : {},
  });
}
