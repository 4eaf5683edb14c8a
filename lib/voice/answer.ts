import { AppError } from "@/lib/core/errors";
import { VoiceRequest } from "@/lib/twilio/schema";
import { decideAnswer } from "@/lib/voice/decide";
import { followedBy } from "@/lib/voice/follow";
import {
  type Asking,
  fieldReader,
  inboundIdOf,
  legEvent,
  oncePerHook,
  twimlKey,
  voiceQuery,
} from "@/lib/voice/hook";
import { nextTurn, routingOf } from "@/lib/voice/on-route";

const fields = fieldReader(VoiceRequest);

const parse = oncePerHook((hook) => {
  const event = fields(hook);
  const number = hook.line.numbers.find((own) => own.number === event.To);
  if (!number) throw new AppError("not_found", "unknown_number", "Unknown number");
  return { event, number, call_id: voiceQuery(hook).call ?? inboundIdOf(hook, event) };
});

/** A customer has dialled a tenant's number. */
export const answer: Asking = {
  restsOnLineAlone: (hook) => followedBy(hook) === null,
  read(hook) {
    const { event, number } = parse(hook);
    if (followedBy(hook)) {
      return legEvent(hook, event, {
        type: "answer",
        dedupe_key: twimlKey("answer", event.CallSid, undefined),
        phone_number_id: number.id,
        recording_requested: hook.line.recording_enabled,
        routing: routingOf(hook, event, { kind: "arrived" }),
      });
    }
    const decision = answer.decide(hook, null);
    return legEvent(hook, event, {
      type: "answer",
      dedupe_key: twimlKey("answer", event.CallSid, undefined),
      phone_number_id: number.id,
      owner_id: number.forward_user_id ?? undefined,
      recording_requested: decision.kind === "forward" && decision.record,
      dial_ended_live: decision.kind === "unavailable",
    });
  },
  decide(hook, facts) {
    const { event, number, call_id } = parse(hook);
    const turn = nextTurn(hook, event, { kind: "arrived" }, facts);
    if (turn) return turn;
    return decideAnswer(hook.line, number, {
      call_id,
      call_sid: event.CallSid,
      from: event.From,
      forwarded_from: event.ForwardedFrom,
    });
  },
};
