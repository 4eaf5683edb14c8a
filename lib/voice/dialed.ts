import { DialedRequest } from "@/lib/twilio/schema";
import { decideDialed } from "@/lib/voice/decide";
import {
  type Asking,
  fieldReader,
  inboundIdOf,
  legEvent,
  twimlKey,
  voiceQuery,
} from "@/lib/voice/hook";

const fields = fieldReader(DialedRequest);

/** The <Dial> has ended; sent to the leg that dialled. */
export const dialed: Asking = {
  read(hook) {
    const event = fields(hook);
    const live = event.CallStatus === "in-progress";
    return legEvent(hook, event, {
      type: "dialed",
      dedupe_key: twimlKey("dialed", event.CallSid, undefined),
      // The status callback says how and when the leg ended: this request has no time.
      status: live ? "in-progress" : undefined,
      dial_ended_live: live,
      dial_failed: event.DialCallStatus === "failed" && !event.DialCallSid,
      dial_bridged: event.DialBridged === undefined ? undefined : event.DialBridged === "true",
    });
  },
  decide(hook, facts) {
    const event = fields(hook);
    const inbound = inboundIdOf(hook, event);
    const { call = inbound } = voiceQuery(hook);
    return decideDialed(facts?.direction ?? (call === inbound ? "inbound" : "outbound"), {
      connected: facts
        ? ["in-progress", "completed"].includes(facts.status) && event.DialBridged !== "false"
        : event.DialBridged === "true",
      dialCallStatus: event.DialCallStatus,
    });
  },
};
