import { isBrowserLeg } from "@/lib/twilio/browser-leg";
import { GatherRequest } from "@/lib/twilio/schema";
import { acceptedBeside, asksBeside, controlOf } from "@/lib/voice/control-facts";
import { takenBeside } from "@/lib/voice/decide";
import { decideConsult } from "@/lib/voice/decide-control";
import { type Asking, fieldReader, legEvent, twimlKey, voiceQuery } from "@/lib/voice/hook";
import { spokenParty } from "@/lib/voice/speak";

const fields = fieldReader(GatherRequest);

/**
 * Whoever is asked to take a call over has picked up: a colleague on the phone is asked to press 1;
 * one in the browser, or an outside number, talks at once.
 */
export const consult: Asking = {
  read(hook) {
    const event = fields(hook);
    const { step, leg } = voiceQuery(hook);
    const inBrowser = isBrowserLeg({ from: event.From, to: event.To, isDialled: true });
    const accepted = inBrowser || leg === "outside" || (step === "digit" && event.Digits === "1");
    return legEvent(hook, event, {
      type: "consult",
      dedupe_key: twimlKey("consult", event.CallSid, step),
      accepted,
      ...(accepted && leg === "rep" && asksBeside),
      ...(inBrowser && { medium: "browser" }),
    });
  },
  decide(hook, facts) {
    const event = fields(hook);
    const { step, leg, call: call_id = "", user: user_id } = voiceQuery(hook);
    const number = (facts?.direction === "outbound" ? facts.to_number : facts?.from_number) ?? "";
    const name = facts?.contact_name ?? null;
    const who = spokenParty(name, number, hook.line.country_code, facts?.contact_company);
    const asked = {
      ...{ call_id, user_id, call_sid: event.CallSid },
      role: leg === "outside" ? ("outside" as const) : ("rep" as const),
      time_limit_seconds: hook.line.call_time_limit_seconds,
      inBrowser: isBrowserLeg({ from: event.From, to: event.To, isDialled: true }),
      moment: hook.receivedAt,
      digits: step === "digit" ? event.Digits : null,
    };
    const taken = takenBeside(acceptedBeside(facts));
    if (taken) return taken;
    return decideConsult(controlOf(facts), asked, who);
  },
};
