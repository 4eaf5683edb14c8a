import type { InRoom } from "@/lib/rooms/schema";

/** Why a room ended, as rooms.end_reason has it; null where nothing needs to be said. */
export function endWords(reason: string | null): string | null {
  switch (reason) {
    case "caller_left":
      return "The caller hung up.";
    case "person_left":
    case "nobody_left":
      return "Everybody of the company had left.";
    case "silence":
      return "Nobody spoke, so the call ended by itself.";
    case "time_limit":
      return "The call reached your company's time limit.";
    case "ended_in_app":
      return "Ended by somebody of the company.";
    case "declined":
      return "Nobody who was rung took it.";
    case "not_answered":
      return "Nobody answered in time.";
    case "on_phone":
      return "It was answered on a phone.";
    case "mismatch":
      return "The room wasn't of this call, so it was closed.";
    case "swept":
      return "Closed because nothing was heard of it any more.";
    default:
      return null;
  }
}

/** What came of an invitation, where that is more than that it rings; null: it rings. */
export function invitedWords(invited: { name: string; there: boolean; rung: boolean }) {
  const { name, there, rung } = invited;
  if (there) return `${name} is in this room already.`;
  if (rung) return null;
  const closed = `${name}'s desk isn't open, so nothing rings there.`;
  return `${closed} ${name} is notified, and can join from this call's page.`;
}

/** What somebody is to a room. */
export function personWords({ state, is_listener }: Pick<InRoom, "state" | "is_listener">): string {
  if (is_listener) return state === "in" ? "Listening" : "Listened";
  return stateWords[state];
}

const stateWords: Record<InRoom["state"], string> = {
  ringing: "Ringing…",
  answering: "Answering…",
  in: "In the room",
  declined: "Declined",
  left: "Left",
};
