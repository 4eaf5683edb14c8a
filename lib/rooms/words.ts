import type { EndReason } from "@/lib/rooms/machine";

const ends: Record<EndReason, string> = {
  caller_left: "The caller hung up.",
  person_left: "The last colleague left, so the call was ended.",
  nobody_left: "Everybody had left.",
  silence: "Nobody spoke for too long, so the call was ended.",
  time_limit: "The call reached its time limit.",
  ended_in_app: "It was ended in Ringbook.",
  declined: "Nobody took it in the browser.",
  not_answered: "Nobody answered in the browser.",
  mismatch: "The call in the room wasn't the one it said it was.",
  swept: "The room was left over, and closed.",
};

/** Why a room ended, as a sentence; null while it goes on. */
export function endSentence(reason: string | null): string | null {
  if (reason === null) return null;
  return Object.entries(ends).find(([name]) => name === reason)?.[1] ?? "The room ended.";
}
