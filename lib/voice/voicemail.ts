import { GatherRequest } from "@/lib/twilio/schema";
import { type Asking, fieldReader, legEvent, twimlKey, voiceQuery } from "@/lib/voice/hook";
import { nextTurn } from "@/lib/voice/on-route";

const fields = fieldReader(GatherRequest);

/** A caller has left a message: https://www.twilio.com/docs/voice/twiml/record#action */
export const voicemail: Asking = {
  read(hook) {
    const event = fields(hook);
    const { at } = voiceQuery(hook);
    return legEvent(hook, event, {
      type: "voicemail",
      dedupe_key: twimlKey("voicemail", event.CallSid, at),
      // The status callback says how and when the leg ended: this request has no time.
      status: event.CallStatus === "in-progress" ? "in-progress" : undefined,
    });
  },
  decide(hook, facts) {
    return nextTurn(hook, fields(hook), { kind: "recorded" }, facts) ?? { kind: "hangup" };
  },
};
