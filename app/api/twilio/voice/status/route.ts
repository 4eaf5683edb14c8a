import { answeredAt } from "@/lib/calls/rest-events";
import { legEvent, recordVoiceEvent, voiceQuery } from "@/lib/calls/voice-events";
import { AppError } from "@/lib/errors";
import { StatusEvent } from "@/lib/twilio/schema";
import { twilioWebhook } from "@/lib/twilio/webhook";

/** A leg has moved on. Without a call in the query it is the number's own callback about a caller's leg. */
export const POST = twilioWebhook(
  StatusEvent,
  async (event, context) => {
    const { call } = voiceQuery(context);
    const number = context.line.numbers.find(({ number }) => number === event.To);
    if (!call && !number) throw new AppError("not_found", "unknown_number", "Unknown number");
    const occurredAt = event.Timestamp ?? context.receivedAt.toISOString();
    const key = [
      "status",
      event.CallSid,
      event.CallbackSource,
      event.SequenceNumber ?? "",
      event.CallStatus,
    ];
    await recordVoiceEvent(
      context,
      legEvent(context, event, {
        type: "status",
        dedupe_key: key.join(":"),
        sequence: event.SequenceNumber,
        occurred_at: occurredAt,
        answered_at: answeredAt(event.CallStatus, occurredAt, event.CallDuration),
        duration: event.CallDuration,
        sip_response_code: event.SipResponseCode,
        phone_number_id: call ? undefined : number?.id,
      }),
    );
    return new Response(null, { status: 204 });
  },
  { speaks: false },
);
