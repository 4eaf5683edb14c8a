import type { CallEvent } from "@/lib/record/event";
import { DialedRequest } from "@/lib/twilio/schema";
import type { Hook } from "@/lib/twilio/webhook";
import { shownToReps } from "@/lib/voice/caller-id";
import { controlOf, ringOf } from "@/lib/voice/control-facts";
import { decideTransferred } from "@/lib/voice/decide-control";
import { type Asking, fieldReader, legEvent, twimlKey, voiceQuery } from "@/lib/voice/hook";

const fields = fieldReader(DialedRequest);

/** The customer waited for whom they were transferred to, and maybe waits for who did it. */
function waits(hook: Hook, call_sid: string, goesBack: boolean): CallEvent["spans"] {
  const since = new Date(Number(voiceQuery(hook).nudge ?? 0)).toISOString();
  const waited = { space: "queue", name: "transfer", call_sid } as const;
  const again = { ...waited, entered_at: hook.receivedAt.toISOString() };
  return [{ ...waited, left_at: since }, ...(goesBack ? [again] : [])];
}

/** The <Dial> of a customer who was transferred has ended. */
export const transferred: Asking = {
  read(hook) {
    const event = fields(hook);
    const { nudge, back } = voiceQuery(hook);
    const live = event.CallStatus === "in-progress";
    const goesBack = live && event.DialBridged !== "true" && !back;
    return legEvent(hook, event, {
      type: "transferred",
      dedupe_key: twimlKey("transferred", event.CallSid, nudge),
      // The status callback says how and when the leg ended: this request has no time.
      status: live ? "in-progress" : undefined,
      spans: waits(hook, event.CallSid, goesBack),
      ...(goesBack && { routing: { rings: "asked_by" } }),
    });
  },
  decide(hook, facts) {
    const event = fields(hook);
    const { call: call_id = "", leg, back } = voiceQuery(hook);
    if (event.CallStatus !== "in-progress") return { kind: "hangup" };
    const role = leg === "customer" ? ("customer" as const) : ("caller" as const);
    const { call_time_limit_seconds: time_limit_seconds } = hook.line;
    const ends = { from: event.From, to: event.To };
    const asked = {
      role,
      ...{ call_id, time_limit_seconds, call_sid: event.CallSid, moment: hook.receivedAt },
      // Whom we called shows the company's number.
      caller_id: role === "caller" ? shownToReps(hook.line, ends) : event.From,
      record: facts?.recording_requested ?? false,
    };
    const dialed = { connected: event.DialBridged === "true", wasBack: back === "1" };
    return decideTransferred(controlOf(facts), ringOf(facts), asked, dialed);
  },
};
