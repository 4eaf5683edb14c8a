import { SummaryFacts } from "@/lib/routing/facts";
import { GatherRequest } from "@/lib/twilio/schema";
import { acceptedBeside } from "@/lib/voice/control-facts";
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
    const { step, leg, agent } = voiceQuery(hook);
    const hears = agent === "1" && !step;
    const accepted = leg === "rep" && step === "digit" && event.Digits === "1";
    return legEvent(hook, event, {
      type: "screen",
      dedupe_key: twimlKey("screen", event.CallSid, step),
      accepted,
      routing: accepted ? { accepts: true } : hears ? { summary: true } : undefined,
    });
  },
  decide(hook, facts) {
    const event = fields(hook);
    const { step, leg, user = "", via, by } = voiceQuery(hook);
    if (leg === "customer") return { kind: "announce", notice: hook.line.recording_notice };
    if (step === "digit") {
      return decideScreened(event.Digits, acceptedBeside(facts));
    }
    // A transferred call may be one that we placed.
    const isOurs = facts?.direction === "outbound";
    const from = (isOurs ? facts.to_number : facts?.from_number) ?? event.From;
    const name = facts?.caller_name ?? facts?.contact_name ?? null;
    const who = spokenParty(name, from, hook.line.country_code, facts?.contact_company);
    const { call_id, parent_call_sid } = legEvent(hook, event, { type: "screen", dedupe_key: "" });
    const leg_of = { call_id, parent_sid: parent_call_sid, user_id: user };
    const summary = SummaryFacts.safeParse(facts?.routing).data?.summary;
    return decideScreen({ ...leg_of, who, via, by, summary });
  },
};
