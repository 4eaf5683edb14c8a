import { decideConnect, decideConnected } from "@/lib/calls/decide";
import { spokenParty } from "@/lib/calls/speak";
import { legEvent, recordVoiceEvent, twimlKey, voiceQuery } from "@/lib/calls/voice-events";
import { GatherRequest } from "@/lib/twilio/schema";
import { renderTwiml, twimlResponse } from "@/lib/twilio/twiml";
import { twilioWebhook } from "@/lib/twilio/webhook";

/** Outbound: the rep's phone was picked up, then (step=digit) a key was pressed on it. */
export const POST = twilioWebhook(
  GatherRequest,
  async (event, context) => {
    const { step } = voiceQuery(context);
    const facts = await recordVoiceEvent(
      context,
      legEvent(context, event, {
        type: "connect",
        dedupe_key: twimlKey("connect", event.CallSid, step),
        accepted: step === "digit" && event.Digits === "1",
      }),
    );
    const who = spokenParty(facts.contact_name, facts.to_number, context.line.country_code);
    const decision =
      step === "digit"
        ? decideConnected(context.line, facts, event.Digits)
        : decideConnect({ call_id: facts.call_id, user_id: facts.user_id ?? "", who });
    return twimlResponse(renderTwiml(decision));
  },
  { speaks: true },
);
