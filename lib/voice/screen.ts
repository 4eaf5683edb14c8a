import { GatherRequest } from "@/lib/twilio/schema";
import { decideScreen, decideScreened } from "@/lib/voice/decide";
import { type Asking, fieldReader, legEvent, twimlKey, voiceQuery } from "@/lib/voice/hook";
import { spokenParty } from "@/lib/voice/speak";

const fields = fieldReader(GatherRequest);

/**
 * A dialled phone was picked up, before the two are connected: the rep is asked to press 1, the
 * customer hears the notice.
 */
export const screen: Asking = {
  read(hook) {
    const event = fields(hook);
    const { step, leg } = voiceQuery(hook);
    return legEvent(hook, event, {
      type: "screen",
      dedupe_key: twimlKey("screen", event.CallSid, step),
      accepted: leg === "rep" && step === "digit" && event.Digits === "1",
    });
  },
  decide(hook, facts) {
    const event = fields(hook);
    const { step, leg, user = "" } = voiceQuery(hook);
    if (leg === "customer") return { kind: "announce", notice: hook.line.recording_notice };
    if (step === "digit") return decideScreened(event.Digits);
    const from = facts?.from_number ?? event.From;
    const who = spokenParty(facts?.contact_name ?? null, from, hook.line.country_code);
    const { call_id, parent_call_sid } = legEvent(hook, event, { type: "screen", dedupe_key: "" });
    return decideScreen({ call_id, parent_sid: parent_call_sid, user_id: user, who });
  },
};
