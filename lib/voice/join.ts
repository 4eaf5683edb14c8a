import { isBrowserLeg } from "@/lib/twilio/browser-leg";
import { GatherRequest } from "@/lib/twilio/schema";
import { acceptedBeside, asksBeside, controlOf } from "@/lib/voice/control-facts";
import { takenBeside } from "@/lib/voice/decide";
import { decideJoin } from "@/lib/voice/decide-control";
import { type Asking, fieldReader, legEvent, twimlKey, voiceQuery } from "@/lib/voice/hook";
import { spokenParty } from "@/lib/voice/speak";

const fields = fieldReader(GatherRequest);

/**
 * Whoever is added to a call, or supervises it, has picked up: on a person's phone they are asked
 * to press 1; in the browser, or at an outside number, they are in the room at once.
 */
export const join: Asking = {
  read(hook) {
    const event = fields(hook);
    const { step, leg } = voiceQuery(hook);
    const inBrowser = isBrowserLeg({ from: event.From, to: event.To, isDialled: true });
    const accepted = inBrowser || leg === "outside" || (step === "digit" && event.Digits === "1");
    return legEvent(hook, event, {
      type: "join",
      dedupe_key: twimlKey("join", event.CallSid, step),
      accepted,
      ...(accepted && leg === "rep" && asksBeside),
      ...(inBrowser && { medium: "browser" }),
    });
  },
  decide(hook, facts) {
    const event = fields(hook);
    const { step, leg, call: call_id = "", user: user_id, by } = voiceQuery(hook);
    const number = (facts?.direction === "outbound" ? facts.to_number : facts?.from_number) ?? "";
    const name = facts?.contact_name ?? null;
    const joining = {
      ...{ call_id, user_id, by: by ?? null },
      role: leg === "outside" || leg === "supervisor" ? leg : ("rep" as const),
      time_limit_seconds: hook.line.call_time_limit_seconds,
      inBrowser: isBrowserLeg({ from: event.From, to: event.To, isDialled: true }),
      moment: hook.receivedAt,
      digits: step === "digit" ? event.Digits : null,
      isOver: facts?.status !== "in-progress",
    };
    const who = spokenParty(name, number, hook.line.country_code, facts?.contact_company);
    const taken = takenBeside(acceptedBeside(facts));
    if (taken) return taken;
    return decideJoin(controlOf(facts), joining, who);
  },
};
