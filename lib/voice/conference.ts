import type { CallEvent } from "@/lib/record/event";
import { ConferenceEvent } from "@/lib/twilio/schema";
import { fieldReader, notOurs, type Reporting, voiceQuery } from "@/lib/voice/hook";
import { supervisorLabel } from "@/lib/voice/render-control";

const fields = fieldReader(ConferenceEvent);

/**
 * A leg has joined or left the conference of a call, or is muted, or heard, from now on:
 * https://www.twilio.com/docs/voice/twiml/conference#attributes-status-callback
 */
export const conference: Reporting = {
  read(hook): CallEvent {
    const event = fields(hook);
    const { call } = voiceQuery(hook);
    if (!call) throw notOurs();
    const receivedAt = hook.receivedAt.toISOString();
    const at = event.Timestamp ?? receivedAt;
    const { ConferenceSid: name, CallSid: call_sid, StatusCallbackEvent: what } = event;
    const spans = call_sid ? spansOf(event, call_sid, at) : [];
    return {
      type: "conference",
      dedupe_key: ["conference", name, event.SequenceNumber ?? "", what, call_sid ?? ""].join(":"),
      call_id: call,
      ...{ call_sid, occurred_at: at, received_at: receivedAt },
      ...(spans.length > 0 && { spans }),
      query: hook.query.toString(),
      data: hook.params,
    };
  },
};

type Event = ReturnType<typeof fields>;

/** What an event says of where its leg is, and of who hears it. */
function spansOf(event: Event, call_sid: string, at: string): NonNullable<CallEvent["spans"]> {
  const { ConferenceSid: name, StatusCallbackEvent: what, Muted: isMuted = false } = event;
  const enters = { call_sid, entered_at: at };
  const leaves = { call_sid, left_at: at };
  const isJoin = what === "participant-join";
  const isLeave = what === "participant-leave";
  const spans: NonNullable<CallEvent["spans"]> = [];
  if (isJoin || isLeave) spans.push({ space: "conference", name, ...(isJoin ? enters : leaves) });
  if (event.ParticipantLabel === supervisorLabel) {
    // Who whispers is heard by the rep alone: only to everybody is it talk.
    const isHeard = !isLeave && !isMuted && !event.Coaching;
    spans.push({ space: "barge", name, ...(isHeard ? enters : leaves) });
  } else if (isMuted && (what === "participant-mute" || isJoin)) {
    spans.push({ space: "mute", name, ...enters });
  } else if (what === "participant-unmute" || (isLeave && isMuted)) {
    spans.push({ space: "mute", name, ...leaves });
  }
  return spans;
}
