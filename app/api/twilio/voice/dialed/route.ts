import { decideDialed } from "@/lib/calls/decide";
import { legEvent, recordVoiceEvent, twimlKey, voiceQuery } from "@/lib/calls/voice-events";
import { DialedRequest } from "@/lib/twilio/schema";
import { renderTwiml, twimlResponse } from "@/lib/twilio/twiml";
import { twilioWebhook } from "@/lib/twilio/webhook";

/** The <Dial> is over, on the leg that dialled. */
export const POST = twilioWebhook(
  DialedRequest,
  async (event, context) => {
    const { step } = voiceQuery(context);
    const facts = await recordVoiceEvent(
      context,
      legEvent(context, event, {
        type: "dialed",
        dedupe_key: twimlKey("dialed", event.CallSid, step),
        dial_ended: true,
        dial_ended_live: event.CallStatus === "in-progress",
      }),
    );
    const decision = decideDialed(facts.direction, {
      connected: facts.status === "in-progress" || facts.status === "completed",
      dialCallStatus: event.DialCallStatus,
    });
    return twimlResponse(renderTwiml(decision));
  },
  { speaks: true },
);
