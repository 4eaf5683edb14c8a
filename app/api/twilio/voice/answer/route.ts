import { type Decision, decideAnswer } from "@/lib/calls/decide";
import { legEvent, tryRecordVoiceEvent, twimlKey } from "@/lib/calls/voice-events";
import { AppError } from "@/lib/errors";
import { VoiceRequest } from "@/lib/twilio/schema";
import { renderTwiml, twimlResponse } from "@/lib/twilio/twiml";
import { twilioWebhook } from "@/lib/twilio/webhook";

/** As kept: a personal phone stands in the leg alone, where colleagues cannot read it. */
function withoutPhone(decision: Decision) {
  return decision.kind === "forward" ? { ...decision, phone: undefined } : decision;
}

/** A customer has dialled a tenant's number. */
export const POST = twilioWebhook(
  VoiceRequest,
  async (event, context) => {
    const number = context.line.numbers.find(({ number }) => number === event.To);
    if (!number) throw new AppError("not_found", "unknown_number", "Unknown number");
    const received = legEvent(context, event, {
      type: "answer",
      dedupe_key: twimlKey("answer", event.CallSid, undefined),
      phone_number_id: number.id,
      user_id: number.forward_user_id ?? undefined,
    });
    const decision = decideAnswer(context.line, number, {
      call_id: received.call_id,
      from: event.From,
    });
    await tryRecordVoiceEvent(context, {
      ...received,
      recording_requested: decision.kind === "forward" && decision.record,
      dial_ended_live: decision.kind === "unavailable",
      decision: withoutPhone(decision),
    });
    return twimlResponse(renderTwiml(decision));
  },
  { speaks: true },
);
