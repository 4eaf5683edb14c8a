import type { ProblemCode } from "@/components/softphone/state";

/**
 * What is said where a stay in a room ends, by LiveKit's name of the reason; nothing where somebody
 * has ended the call or left it, which the call itself says. `isAwaited`: they have answered, and
 * the caller was not connected yet.
 */
export function endOf(reason: string | undefined, isAwaited: boolean): ProblemCode | null {
  switch (reason) {
    case "PARTICIPANT_REMOVED":
      return isAwaited ? "not_in_time" : null;
    case "CLIENT_INITIATED":
    case "ROOM_DELETED":
    case "ROOM_CLOSED":
      return null;
    case "DUPLICATE_IDENTITY":
      return "taken_over";
    default:
      return "room_lost";
  }
}
