import { type Detail, toOf } from "@/lib/audit/detail";

/** What was done with the company's LiveKit account. */
export const livekitWords = {
  "livekit.added": () => "saved the LiveKit account",
  "livekit.changed": ({ detail }: { detail: Detail }) => {
    if ("is_on" in detail) return `let calls reach the browser by ${wayOf(detail.is_on)}`;
    if ("has_programmable_sip" in detail)
      return "said whether Twilio's Enhanced Programmable SIP is on";
    if ("silence_seconds" in detail) return "changed when silence ends a call in a room";
    if (toOf(detail, "trunk_id")) return "set up trunk and dispatch rule at LiveKit";
    if ("trunk_id" in detail) return "removed trunk and dispatch rule at LiveKit";
    if ("dispatch_rule_id" in detail) return "made the dispatch rule at LiveKit again";
    return "changed the LiveKit account";
  },
  "livekit.rotated": () => "encrypted the LiveKit secrets under a new key",
  "livekit.removed": () => "removed the LiveKit account",
};

function wayOf(change: unknown): string {
  const isOn = typeof change === "object" && change !== null && "to" in change && change.to;
  return isOn === true ? "LiveKit rooms" : "Twilio's browser phone";
}
