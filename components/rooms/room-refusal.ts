import type { Refused } from "@/components/rooms/ask-room";
import type { ProblemCode } from "@/components/softphone/state";

/** What is said where the server gives no token: its own words, where it knows more. */
export function refusalOf({ code, message }: Refused): {
  problem: ProblemCode;
  words: string | null;
} {
  switch (code) {
    case "signed_out":
    case "server_unreachable":
      return { problem: code, words: null };
    case "taken":
      return { problem: "taken", words: message };
    default:
      return { problem: "call_failed", words: message };
  }
}
