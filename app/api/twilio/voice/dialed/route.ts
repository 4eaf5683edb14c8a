import { decideDialed } from "@/lib/calls/decide";
import { inboundIdOf, legEvent, tryRecordVoiceEvent, twimlKey } from "@/lib/calls/voice-events";
import { DialedRequest } from "@/lib/twilio/schema";
import { renderTwiml, twimlResponse } from "@/lib/twilio/twiml";
import { twilioWebhook } from "@/lib/twilio/webhook";

/** The <Dial> is over, on the leg that dialled. */
export const POST = twilioWebhook(
  DialedRequest,
  async (event, context) => {
    const live = event.CallStatus === "in-progress";
    const bridged = event.DialBridged === "true";
    const received = legEvent(context, event, {
      type: "dialed",
      dedupe_key: twimlKey("dialed", event.CallSid, undefined),
      // How and when the leg ended is for its status callback to say: this request carries no time.
      status: live ? "in-progress" : undefined,
      dial_ended_live: live,
      dial_failed: event.DialCallStatus === "failed" && !event.DialCallSid,
      dial_bridged: bridged,
    });
    const facts = await tryRecordVoiceEvent(context, received);
    const inbound = received.call_id === inboundIdOf(context, event);
    const decision = decideDialed(facts?.direction ?? (inbound ? "inbound" : "outbound"), {
      connected: facts ? ["in-progress", "completed"].includes(facts.status) : bridged,
      dialCallStatus: event.DialCallStatus,
    });
    return twimlResponse(renderTwiml(decision));
  },
  { speaks: true },
);
