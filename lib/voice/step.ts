import { GatherRequest } from "@/lib/twilio/schema";
import { type Asking, fieldReader, legEvent, twimlKey, voiceQuery } from "@/lib/voice/hook";
import { nextTurn, routingOf, servedOn } from "@/lib/voice/on-route";

const fields = fieldReader(GatherRequest);
const sorry: ReturnType<Asking["decide"]> = {
  kind: "say_and_hangup",
  sentence: "Sorry, nobody can take your call right now. Please try again later. Goodbye.",
};

/** A caller has pressed a key in a menu of a route, or none in time. */
export const step: Asking = {
  read(hook) {
    const event = fields(hook);
    const input = { kind: "digits", digits: event.Digits } as const;
    return legEvent(hook, event, {
      type: "step",
      dedupe_key: twimlKey("step", event.CallSid, voiceQuery(hook).at),
      routing: routingOf(hook, event, input),
      step: servedOn(hook, input),
    });
  },
  decide(hook, facts) {
    const event = fields(hook);
    return nextTurn(hook, event, { kind: "digits", digits: event.Digits }, facts) ?? sorry;
  },
};
