import { recordVoiceEvent, voiceQuery } from "@/lib/calls/voice-events";
import { inboundCallId } from "@/lib/machine/events";
import { RecordingEvent } from "@/lib/twilio/schema";
import { twilioWebhook } from "@/lib/twilio/webhook";

/** A recording is ready, or there is none. Its CallSid is the parent leg's. */
export const POST = twilioWebhook(
  RecordingEvent,
  async (event, context) => {
    const { call } = voiceQuery(context);
    const inbound = inboundCallId(context.line.tenant_id, event.CallSid);
    const receivedAt = context.receivedAt.toISOString();
    await recordVoiceEvent(context, {
      type: "recording",
      dedupe_key: ["recording", event.RecordingSid, event.RecordingStatus].join(":"),
      call_id: call ?? inbound,
      creates_inbound: call === undefined || call === inbound,
      call_sid: event.CallSid,
      occurred_at: receivedAt,
      received_at: receivedAt,
      recording: {
        sid: event.RecordingSid,
        status: event.RecordingStatus,
        duration: event.RecordingDuration,
        channels: event.RecordingChannels,
        source: event.RecordingSource,
        started_at: event.RecordingStartTime,
      },
      data: context.params,
    });
    return new Response(null, { status: 204 });
  },
  { speaks: false },
);
