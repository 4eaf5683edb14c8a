import { AppError } from "@/lib/core/errors";
import { answeredAt } from "@/lib/record/rest-event";
import { StatusEvent } from "@/lib/twilio/schema";
import { fieldReader, legEvent, type Reporting, voiceQuery } from "@/lib/voice/hook";

const fields = fieldReader(StatusEvent);

/**
 * A leg changed its status. Without a call in the query, it is the number's own callback about a
 * caller's leg.
 */
export const status: Reporting = {
  read(hook) {
    const event = fields(hook);
    const { call } = voiceQuery(hook);
    const number = hook.line.numbers.find((own) => own.number === event.To);
    if (!call && !number) throw new AppError("not_found", "unknown_number", "Unknown number");
    const occurredAt = event.Timestamp ?? hook.receivedAt.toISOString();
    const key = [
      "status",
      event.CallSid,
      event.CallbackSource,
      event.SequenceNumber ?? "",
      event.CallStatus,
    ];
    return legEvent(hook, event, {
      type: "status",
      dedupe_key: key.join(":"),
      sequence: event.SequenceNumber,
      occurred_at: occurredAt,
      answered_at: answeredAt(event.CallStatus, occurredAt, event.CallDuration),
      duration: event.CallDuration,
      sip_response_code: event.SipResponseCode,
      phone_number_id: call ? undefined : number?.id,
    });
  },
};
