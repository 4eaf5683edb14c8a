import { claimMs } from "@/lib/rooms/limits";
import type { EndReason, RoomReport, RoomState } from "@/lib/rooms/machine";

/** What is to be done with a room after a report of it. */
export type Doing =
  | { kind: "nothing" }
  | { kind: "end"; reason: EndReason }
  /** Somebody has left: LiveKit is asked who is still there, `later` where they may come back. */
  | { kind: "look"; later: boolean };

const nothing: Doing = { kind: "nothing" };

/** A person, the telephone, or neither, has come or gone. */
export type Who = "person" | "phone" | "nobody";

/** LiveKit's words for whoever does not come back by themselves; a lost connection does. */
const isFinal = new Set(["CLIENT_INITIATED", "PARTICIPANT_REMOVED", "ROOM_DELETED"]);

/**
 * What follows from a report. A second browser of the same person takes the place of the first, and
 * nobody has left by that.
 */
export function decideAfter(
  report: Pick<RoomReport, "what">,
  who: Who,
  leftBecause: string | null,
  state: RoomState,
): Doing {
  const { what } = report;
  if (state.is_over) {
    // What comes into a room that we have ended finds it closed; of one without a telephone, too.
    const isLeft = what === "left" && who === "phone";
    return isLeft || what === "joined" || what === "published"
      ? { kind: "end", reason: "swept" }
      : nothing;
  }
  if (what === "finished") return { kind: "end", reason: "nobody_left" };
  if (state.call_is_over) return { kind: "end", reason: "caller_left" };
  // They declined before LiveKit said which room it was.
  if (what === "joined" && state.all_declined && !state.is_answered) {
    return { kind: "end", reason: "declined" };
  }
  if (what !== "left") return nothing;
  if (who === "phone") {
    return { kind: "end", reason: state.is_answered ? "caller_left" : "not_answered" };
  }
  if (who === "nobody" || leftBecause === "DUPLICATE_IDENTITY") return nothing;
  return { kind: "look", later: !isFinal.has(leftBecause ?? "") };
}

/** What a microphone's report may take to arrive. */
const reportMs = 200;

/** How long somebody who answered at `claimedAt` (ISO 8601) still has to be heard. */
export function claimLeftMs(claimedAt: string, now: Date): number {
  return Math.max(0, Date.parse(claimedAt) + claimMs - now.getTime()) + reportMs;
}

/** Who is in a room, as LiveKit lists them; listeners are not among `people`. */
export type Present = { people: number; phones: number };

/**
 * What follows from who is there once somebody has left: a caller is never left alone, nor a
 * colleague in a meeting that rings nobody. Before anybody has answered, the phones of others still
 * ring.
 */
export function decideLeft(state: RoomState, { people, phones }: Present): Doing {
  if (state.is_over) return nothing;
  if (state.kind === "meeting") {
    if (people > 1 || (people === 1 && state.rings)) return nothing;
    return { kind: "end", reason: people === 0 ? "nobody_left" : "person_left" };
  }
  if (!state.is_answered) return nothing;
  if (people === 0) return { kind: "end", reason: "person_left" };
  return phones === 0 ? { kind: "end", reason: "caller_left" } : nothing;
}

/** A room that was just made has nobody in it yet. */
const newSeconds = 45;

type Swept = RoomState & { is_too_long: boolean; end_reason: EndReason | null };

/** What becomes of a room whoever is in it: LiveKit need not be asked, which may be away. */
export function decideUnseen({ is_over, end_reason, is_too_long, call_is_over }: Swept): Doing {
  if (is_over) return { kind: "end", reason: end_reason ?? "swept" };
  if (is_too_long) return { kind: "end", reason: "time_limit" };
  return call_is_over ? { kind: "end", reason: "caller_left" } : nothing;
}

/** What becomes of a room that was looked at, whatever was reported of it. */
export function decideSwept(state: RoomState, present: Present, ageSeconds: number): Doing {
  if (state.all_declined && !state.is_answered) return { kind: "end", reason: "declined" };
  if (!state.is_answered && ageSeconds < newSeconds) return nothing;
  if (present.people === 0 && present.phones === 0) return { kind: "end", reason: "swept" };
  return decideLeft(state, present);
}
