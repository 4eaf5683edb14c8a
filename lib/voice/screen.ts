import { decideScreen, decideScreened } from "@/lib/voice/decide";
import { spokenParty } from "@/lib/voice/speak";
import { type Asking, legEvent, readFields, twimlKey, voiceQuery } from "@/lib/voice/hook";
import { GatherRequest } from "@/lib/twilio/schema";

/** A dialled phone was picked up, before the two are bridged: the rep is asked, the customer hears the notice. */
export const screen: Asking = {
  read(hook) {
    const event = readFields(GatherRequest, hook);
    const { step, leg } = voiceQuery(hook);
    return legEvent(hook, event, {
      type: "screen",
      dedupe_key: twimlKey("screen", event.CallSid, step),
      accepted: leg === "rep" && step === "digit" && event.Digits === "1",
    });
  },
  decide(hook, facts) {
    const event = readFields(GatherRequest, hook);
    const { step, leg, user = "" } = voiceQuery(hook);
    if (leg === "customer") return { kind: "announce", notice: hook.line.recording_notice };
    if (step === "digit") return decideScreened(event.Digits);
    const from = facts?.from_number ?? event.From;
    const who = spokenParty(facts?.contact_name ?? null, from, hook.line.country_code);
    const { call_id, parent_call_sid } = legEvent(hook, event, { type: "screen", dedupe_key: "" });
    return decideScreen({ call_id, parent_sid: parent_call_sid, user_id: user, who });
  },
};
