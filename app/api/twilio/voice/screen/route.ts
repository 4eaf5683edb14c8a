import { type Decision, decideScreen, decideScreened } from "@/lib/calls/decide";
import { spokenParty } from "@/lib/calls/speak";
import { legEvent, recordVoiceEvent, twimlKey, voiceQuery } from "@/lib/calls/voice-events";
import { GatherRequest } from "@/lib/twilio/schema";
import { renderTwiml, twimlResponse } from "@/lib/twilio/twiml";
import { twilioWebhook } from "@/lib/twilio/webhook";

/** A dialled phone was picked up, before the two are bridged: the rep is asked, the customer hears the notice. */
export const POST = twilioWebhook(
  GatherRequest,
  async (event, context) => {
    const { step, leg, user } = voiceQuery(context);
    const facts = await recordVoiceEvent(
      context,
      legEvent(context, event, {
        type: "screen",
        dedupe_key: twimlKey("screen", event.CallSid, step),
        accepted: leg === "forward" && step === "digit" && event.Digits === "1",
      }),
    );
    const who = spokenParty(facts.contact_name, facts.from_number, context.line.country_code);
    const decision: Decision =
      leg === "customer"
        ? { kind: "announce", notice: context.line.recording_notice }
        : step === "digit"
          ? decideScreened(event.Digits)
          : decideScreen({ call_id: facts.call_id, user_id: user ?? "", who });
    return twimlResponse(renderTwiml(decision));
  },
  { speaks: true },
);
