import { type Decision, decideScreen, decideScreened } from "@/lib/calls/decide";
import { spokenParty } from "@/lib/calls/speak";
import { legEvent, tryRecordVoiceEvent, twimlKey, voiceQuery } from "@/lib/calls/voice-events";
import { GatherRequest } from "@/lib/twilio/schema";
import { renderTwiml, twimlResponse } from "@/lib/twilio/twiml";
import { twilioWebhook } from "@/lib/twilio/webhook";

/** A dialled phone was picked up, before the two are bridged: the rep is asked, the customer hears the notice. */
export const POST = twilioWebhook(
  GatherRequest,
  async (event, context) => {
    const { step, leg, user } = voiceQuery(context);
    const received = legEvent(context, event, {
      type: "screen",
      dedupe_key: twimlKey("screen", event.CallSid, step),
      accepted: leg === "forward" && step === "digit" && event.Digits === "1",
    });
    if (leg === "customer") {
      const notice: Decision = { kind: "announce", notice: context.line.recording_notice };
      await tryRecordVoiceEvent(context, { ...received, decision: notice });
      return twimlResponse(renderTwiml(notice));
    }
    const facts = await tryRecordVoiceEvent(context, received);
    const from = facts?.from_number ?? event.From;
    const who = spokenParty(facts?.contact_name ?? null, from, context.line.country_code);
    const decision =
      step === "digit"
        ? decideScreened(event.Digits)
        : decideScreen({ call_id: received.call_id, user_id: user ?? "", who });
    return twimlResponse(renderTwiml(decision));
  },
  { speaks: true },
);
