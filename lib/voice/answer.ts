import { AppError } from "@/lib/core/errors";
import { VoiceRequest } from "@/lib/twilio/schema";
import type { Hook } from "@/lib/twilio/webhook";
import { decideAnswer, messageAtOnce } from "@/lib/voice/decide";
import { followedBy } from "@/lib/voice/follow";
import {
  type Asking,
  type Facts,
  fieldReader,
  inboundIdOf,
  legEvent,
  oncePerHook,
  twimlKey,
  voiceQuery,
} from "@/lib/voice/hook";
import { nextTurn, routingOf, servedOn } from "@/lib/voice/on-route";
import { type Blocked, blockedAs, mayLeaveMessage, routeOfBlocked } from "@/lib/voice/turn-away";

const fields = fieldReader(VoiceRequest);

const parse = oncePerHook((hook) => {
  const event = fields(hook);
  const number = hook.line.numbers.find((own) => own.number === event.To);
  if (!number) throw new AppError("not_found", "unknown_number", "Unknown number");
  return { event, number, call_id: voiceQuery(hook).call ?? inboundIdOf(hook, event) };
});

/** Why the call rings nobody; null: it may. */
function blockOf(hook: Hook, facts: Facts): Blocked | null {
  return blockedAs(hook.line, { from: parse(hook).event.From, listed: Boolean(facts?.blocked) });
}

/** A customer has dialled a tenant's number. */
export const answer: Asking = {
  restsOnLineAlone: (hook) => followedBy(hook) === null && !hook.line.has_blocked,
  read(hook) {
    const { event, number } = parse(hook);
    if (blockOf(hook, null)) {
      return legEvent(hook, event, {
        type: "answer",
        dedupe_key: twimlKey("answer", event.CallSid, undefined),
        phone_number_id: number.id,
        step: { kind: "blocked", reason: "anonymous" },
      });
    }
    const check_blocked = hook.line.has_blocked || undefined;
    if (followedBy(hook)) {
      return legEvent(hook, event, {
        type: "answer",
        dedupe_key: twimlKey("answer", event.CallSid, undefined),
        phone_number_id: number.id,
        recording_requested: hook.line.recording_enabled,
        routing: routingOf(hook, event, { kind: "arrived" }),
        step: servedOn(hook, { kind: "arrived" }),
        check_blocked,
      });
    }
    const decision = answer.decide(hook, null);
    return legEvent(hook, event, {
      type: "answer",
      dedupe_key: twimlKey("answer", event.CallSid, undefined),
      phone_number_id: number.id,
      owner_id: number.forward_user_id ?? undefined,
      recording_requested: decision.kind === "forward" && decision.record,
      dial_ended_live: decision.kind === "take_message",
      check_blocked,
    });
  },
  decide(hook, facts) {
    const { event, number, call_id } = parse(hook);
    const blocked = blockOf(hook, facts);
    if (blocked) {
      const route = routeOfBlocked(hook.line, blocked, followedBy(hook)?.route ?? null);
      const turn = route && nextTurn(hook, event, { kind: "arrived" }, facts, route);
      if (turn) return turn;
      return !followedBy(hook) && mayLeaveMessage(hook.line, blocked)
        ? messageAtOnce(hook.line, number, call_id)
        : { kind: "reject" };
    }
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
