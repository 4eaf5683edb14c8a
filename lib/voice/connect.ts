import type { CallFacts } from "@/lib/record/event";
import { GatherRequest } from "@/lib/twilio/schema";
import type { Hook } from "@/lib/twilio/webhook";
import { acceptedBeside, asksBeside } from "@/lib/voice/control-facts";
import {
  decideColleague,
  decideConnect,
  decideConnected,
  decideUnclaimed,
} from "@/lib/voice/decide";
import { type Asking, fieldReader, legEvent, twimlKey, voiceQuery } from "@/lib/voice/hook";
import { spokenParty } from "@/lib/voice/speak";

const fields = fieldReader(GatherRequest);

/** Outbound: the rep's phone was picked up, or (step=digit) a key was pressed. */
export const connect: Asking = {
  read(hook) {
    const event = fields(hook);
    const { step, back } = voiceQuery(hook);
    const accepted = step === "digit" && pressed(hook) === "1";
    return legEvent(hook, event, {
      type: "connect",
      // A phone that has waited asks about the same 1: the database answers what it did then.
      dedupe_key: twimlKey("connect", event.CallSid, step),
      accepted,
      ...(accepted && back && asksBeside),
    });
  },
  decide(hook, facts) {
    const event = fields(hook);
    const query = voiceQuery(hook);
    const { step, call = "", user, to = "", record, ext: extension = "", via } = query;
    const leg = { call_sid: event.CallSid, user_id: user };
    if (facts?.direction === "internal") return decideInternal(hook, facts, leg);
    // Of a colleague, only the database knows the phone.
    if (!facts && !to) return { kind: "say_and_hangup", sentence: notNow };
    // Called back, who rang before is rung from the number that they called.
    const back = query.back ? { to_number: to, from_number: event.From } : {};
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
      ...back,
    };
    if (step === "digit") {
      const digits = pressed(hook);
      if (!facts && query.beside && digits === "1") {
        return decideUnclaimed({ ...known, ...leg }, query.waited ?? 0);
      }
      return decideConnected(hook.line, { ...known, ...leg, ...acceptedBeside(facts) }, digits);
    }
    const who = spokenParty(known.contact_name, known.to_number, hook.line.country_code);
    const calls_back = query.back === "1";
    const beside = query.beside === "1";
    return decideConnect({ ...known, ...leg, who, via, calls_back, beside });
  },
};

/** Who waits has pressed 1 before. */
const pressed = (hook: Hook) => (voiceQuery(hook).waited ? "1" : fields(hook).Digits);

const notNow = "Your call can't be placed right now. Please try again in a moment.";

/** A colleague is called, once 1 was pressed. */
function decideInternal(hook: Hook, facts: CallFacts, leg: { call_sid: string; user_id?: string }) {
  if (voiceQuery(hook).step === "digit") {
    if (fields(hook).Digits !== "1") return { kind: "not_accepted" } as const;
    return decideColleague(hook.line, facts, leg);
  }
  const who = facts.colleague?.name ?? "your colleague";
  return decideConnect({ ...facts, ...leg, extension: "", who });
}
