import { AppError } from "@/lib/core/errors";
import { inboundCallId } from "@/lib/record/event";
import { answeredAt } from "@/lib/record/rest-event";
import { personAt } from "@/lib/softphone/identity";
import { StatusEvent } from "@/lib/twilio/schema";
import { clientEvent } from "@/lib/voice/client";
import { fieldReader, legEvent, type Reporting, voiceQuery } from "@/lib/voice/hook";

const fields = fieldReader(StatusEvent);

/**
 * A leg changed its status. Without a call in the query, it is the number's own callback about a
 * caller's leg, or the TwiML app's about that of a person's browser: the record knows its call.
 */
export const status: Reporting = {
  read(hook) {
    const event = fields(hook);
    const { call } = voiceQuery(hook);
    const number = hook.line.numbers.find((own) => own.number === event.To);
    const user_id = call ? null : personAt(event.From);
    if (!call && !number && !user_id)
      throw new AppError("not_found", "unknown_number", "Unknown number");
    const occurredAt = event.Timestamp ?? hook.receivedAt.toISOString();
    const key = [
      "status",
      event.CallSid,
      event.CallbackSource,
      event.SequenceNumber ?? "",
      event.CallStatus,
    ];
    const said = {
      type: "status",
      dedupe_key: key.join(":"),
      sequence: event.SequenceNumber,
      occurred_at: occurredAt,
      answered_at: answeredAt(event.CallStatus, occurredAt, event.CallDuration),
      duration: event.CallDuration,
      sip_response_code: event.SipResponseCode,
    } as const;
    if (user_id) {
      const call_id = inboundCallId(hook.line.tenant_id, event.CallSid);
      return clientEvent(hook, event, { ...said, client: "reports", call_id, user_id });
    }
    return legEvent(hook, event, { ...said, phone_number_id: call ? undefined : number?.id });
  },
};
