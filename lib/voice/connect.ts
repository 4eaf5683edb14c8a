import { decideConnect, decideConnected } from "@/lib/voice/decide";
import { spokenParty } from "@/lib/voice/speak";
import { type Asking, legEvent, readFields, twimlKey, voiceQuery } from "@/lib/voice/hook";
import { GatherRequest } from "@/lib/twilio/schema";

/** Outbound: the rep's phone was picked up, then (step=digit) a key was pressed on it. */
export const connect: Asking = {
  read(hook) {
    const event = readFields(GatherRequest, hook);
    const { step } = voiceQuery(hook);
    return legEvent(hook, event, {
      type: "connect",
      dedupe_key: twimlKey("connect", event.CallSid, step),
      accepted: step === "digit" && event.Digits === "1",
    });
  },
  decide(hook, facts) {
    const event = readFields(GatherRequest, hook);
    const { step, call = "", user, to = "", record, ext: extension = "" } = voiceQuery(hook);
    const leg = { call_sid: event.CallSid, user_id: user };
    const known = {
      extension,
      ...(facts ?? {
        call_id: call,
        to_number: to,
        from_number: event.From,
        contact_name: null,
        recording_requested: record === "1",
        hangup_requested: false,
      }),
    };
    if (step === "digit") return decideConnected(hook.line, { ...known, ...leg }, event.Digits);
    const who = spokenParty(known.contact_name, known.to_number, hook.line.country_code);
    return decideConnect({ ...known, ...leg, who });
  },
};
