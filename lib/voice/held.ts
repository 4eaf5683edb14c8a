import { GatherRequest } from "@/lib/twilio/schema";
import { controlOf } from "@/lib/voice/control-facts";
import { decideHeld } from "@/lib/voice/decide-control";
import { type Asking, fieldReader, legEvent, twimlKey, voiceQuery } from "@/lib/voice/hook";

const fields = fieldReader(GatherRequest);

const musicMs = 60_000;

/** A customer on hold has heard a minute of music: on with it, unless something else was asked. */
export const held: Asking = {
  read(hook) {
    const event = fields(hook);
    return legEvent(hook, event, {
      type: "held",
      dedupe_key: twimlKey("held", event.CallSid, voiceQuery(hook).nudge),
    });
  },
  decide(hook, facts) {
    const { call: call_id = "", leg } = voiceQuery(hook);
    const role = leg === "customer" ? leg : "caller";
    const { call_time_limit_seconds: time_limit_seconds } = hook.line;
    // Asked again, it gets the same answer.
    const moment = new Date(Number(voiceQuery(hook).nudge ?? 0) + musicMs);
    const asking = { call_id, role, time_limit_seconds, moment } as const;
    return decideHeld(controlOf(facts), asking, facts !== null);
  },
};
