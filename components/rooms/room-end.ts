import type { ProblemCode } from "@/components/softphone/state";

/**
 * What is said where a stay in a room ends, by LiveKit's name of the reason; nothing where somebody
 * has ended the call or left it, which the call itself says.
 */
export function endOf(reason: string | undefined): ProblemCode | null {
  switch (reason) {
    case "CLIENT_INITIATED":
    case "PARTICIPANT_REMOVED":
    case "ROOM_DELETED":
    case "ROOM_CLOSED":
      return null;
    case "DUPLICATE_IDENTITY":
      return "taken_over";
    default:
      return "room_lost";
  }
}
