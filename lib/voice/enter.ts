import { GatherRequest } from "@/lib/twilio/schema";
import type { Hook } from "@/lib/twilio/webhook";
import { follow, followedBy } from "@/lib/voice/follow";
import { type Asking, fieldReader, legEvent, twimlKey, voiceQuery } from "@/lib/voice/hook";
import { nextTurn, routingOf, stateOf } from "@/lib/voice/on-route";

const fields = fieldReader(GatherRequest);
const arrived = { kind: "arrived" } as const;

/** The route begins at the step that the URL names. */
function begin(hook: Hook): void {
  const followed = followedBy(hook);
  if (!followed) return;
  const { step: first } = stateOf(hook);
  follow(hook, { ...followed, route: { ...followed.route, first } });
}

/** A customer who talked with somebody was transferred into a route. */
export const enter: Asking = {
  read(hook) {
    const event = fields(hook);
    begin(hook);
    return legEvent(hook, event, {
      type: "enter",
      dedupe_key: twimlKey("enter", event.CallSid, voiceQuery(hook).nudge),
      routing: routingOf(hook, event, arrived),
    });
  },
  decide(hook, facts) {
    begin(hook);
    const sentence = "Sorry, nobody can take your call right now. Please try again later. Goodbye.";
    const turn = nextTurn(hook, fields(hook), arrived, facts);
    return turn ?? { kind: "say_and_hangup", sentence };
  },
};
