import { RecordingEvent } from "@/lib/twilio/schema";
import { fieldReader, inboundIdOf, notOurs, type Reporting, voiceQuery } from "@/lib/voice/hook";

const fields = fieldReader(RecordingEvent);

/** A recording is ready or absent. Its CallSid is that of the parent leg. */
export const recording: Reporting = {
  read(hook) {
    const event = fields(hook);
    const { call } = voiceQuery(hook);
    if (!call) throw notOurs();
    const inbound = inboundIdOf(hook, event);
    const receivedAt = hook.receivedAt.toISOString();
    return {
      type: "recording",
      dedupe_key: ["recording", event.RecordingSid, event.RecordingStatus].join(":"),
      call_id: call,
      creates: call === inbound ? "inbound" : undefined,
      call_sid: event.CallSid,
      occurred_at: receivedAt,
      received_at: receivedAt,
      query: hook.query.toString(),
      recording: {
        sid: event.RecordingSid,
        status: event.RecordingStatus,
        duration: event.RecordingDuration,
        channels: event.RecordingChannels,
        source: event.RecordingSource,
        started_at: event.RecordingStartTime,
      },
      data: hook.params,
    };
  },
};
