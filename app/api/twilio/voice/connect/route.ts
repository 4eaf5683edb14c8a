import { decideConnect, decideConnected } from "@/lib/calls/decide";
import { spokenParty } from "@/lib/calls/speak";
import { legEvent, tryRecordVoiceEvent, twimlKey, voiceQuery } from "@/lib/calls/voice-events";
import { GatherRequest } from "@/lib/twilio/schema";
import { renderTwiml, twimlResponse } from "@/lib/twilio/twiml";
import { twilioWebhook } from "@/lib/twilio/webhook";

/** Outbound: the rep's phone was picked up, then (step=digit) a key was pressed on it. */
export const POST = twilioWebhook(
  GatherRequest,
  async (event, context) => {
    const { step, to = "", record } = voiceQuery(context);
    const received = legEvent(context, event, {
      type: "connect",
      dedupe_key: twimlKey("connect", event.CallSid, step),
      accepted: step === "digit" && event.Digits === "1",
    });
    const call = (await tryRecordVoiceEvent(context, received)) ?? {
      call_id: received.call_id,
      to_number: to,
      from_number: event.From,
      contact_name: null,
      recording_requested: record === "1",
      hangup_requested: false,
    };
    const who = spokenParty(call.contact_name, call.to_number, context.line.country_code);
    const decision =
      step === "digit"
        ? decideConnected(context.line, call, event.Digits)
        : decideConnect({ ...call, who });
    return twimlResponse(renderTwiml(decision));
  },
  { speaks: true },
);
