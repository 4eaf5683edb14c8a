import type { CallEvent } from "@/lib/record/event";
import { ConferenceEvent } from "@/lib/twilio/schema";
import { fieldReader, notOurs, type Reporting, voiceQuery } from "@/lib/voice/hook";

const fields = fieldReader(ConferenceEvent);

/**
 * A leg has joined or left the conference of a call:
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
    const moment = what === "participant-join" ? { entered_at: at } : { left_at: at };
    const isMove = what === "participant-join" || what === "participant-leave";
    return {
      type: "conference",
      dedupe_key: ["conference", name, event.SequenceNumber ?? "", what, call_sid ?? ""].join(":"),
      call_id: call,
      ...{ call_sid, occurred_at: at, received_at: receivedAt },
      ...(isMove && call_sid && { spans: [{ space: "conference", name, call_sid, ...moment }] }),
      query: hook.query.toString(),
      data: hook.params,
    };
  },
};
