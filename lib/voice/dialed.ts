import type { z } from "zod";
import { isDialable } from "@/lib/core/phone";
import { DialedRequest } from "@/lib/twilio/schema";
import type { Hook } from "@/lib/twilio/webhook";
import { shownToReps } from "@/lib/voice/caller-id";
import { controlOf } from "@/lib/voice/control-facts";
import { decideAnswer, decideDialed } from "@/lib/voice/decide";
import { decideMoved } from "@/lib/voice/decide-control";
import type { Decision } from "@/lib/voice/decision";
import {
  type Asking,
  type Facts,
  fieldReader,
  inboundIdOf,
  leftBy,
  leftQueue,
  legEvent,
  twimlKey,
  voiceQuery,
} from "@/lib/voice/hook";
import { nextTurn, routingOf, stateOf } from "@/lib/voice/on-route";

const fields = fieldReader(DialedRequest);

type Ended = z.infer<typeof DialedRequest>;

/** Whom to ring by Twilio: LiveKit has not taken the call, which rang nowhere else. */
function fallbackFor(hook: Hook, { CallStatus, DialCallStatus }: Ended) {
  const { fallback } = voiceQuery(hook);
  return CallStatus === "in-progress" && DialCallStatus === "failed" ? fallback : undefined;
}

/** The same people, in the same way, by Twilio. */
function ringAgain(
  hook: Hook,
  event: Ended,
  { call_id, seconds, users }: { call_id: string; seconds: number; users: string[] },
  facts: Facts,
): Decision {
  if (facts?.hangup_requested) return { kind: "hangup" };
  const { line } = hook;
  const { leg, unrecorded, agent } = voiceQuery(hook);
  const { fallback: _, ...query } = Object.fromEntries(hook.query);
  const from = facts?.from_number ?? "";
  const own = isDialable(from) ? from : null;
  return {
    ...{ kind: "ring_again", call_id, call_sid: event.CallSid, user_ids: users, seconds, query },
    leg: { left: leftBy(stateOf(hook)), agent },
    caller_id: leg === "rep" ? own : shownToReps(line, { from: event.From, to: event.To }),
    record:
      leg === "rep"
        ? (facts?.recording_requested ?? false)
        : line.recording_enabled && unrecorded !== "1",
    time_limit_seconds: line.call_time_limit_seconds,
  };
}

/** The next device of whom the number rings, where they ring one after another; null: none. */
function nextDevice(hook: Hook, event: Ended, call_id: string, facts: Facts): Decision | null {
  const { rung: devices, mailbox } = voiceQuery(hook);
  const number = hook.line.numbers.find((own) => own.number === event.To);
  if (!devices || devices.rung >= devices.of || facts?.hangup_requested) return null;
  if (!number?.forward_user_id || number.forward_user_id !== mailbox) return null;
  if (facts?.declined?.includes(mailbox)) return null;
  const call = { call_id, call_sid: event.CallSid, from: event.From };
  const next = decideAnswer(hook.line, number, call, devices.rung);
  // They have heard the notice before the first.
  return next.kind === "forward" && next.devices ? { ...next, notice: null } : null;
}

/** The <Dial> has ended; sent to the leg that dialled. */
export const dialed: Asking = {
  read(hook) {
    const event = fields(hook);
    const again = fallbackFor(hook, event) !== undefined;
    const live = event.CallStatus === "in-progress" && !again;
    const input = { kind: "dialed", accepted: event.DialBridged === "true" } as const;
    const { step, wait } = stateOf(hook);
    const { at, rung } = voiceQuery(hook);
    const place = at ?? (rung && `rung-${rung.rung}`);
    return legEvent(hook, event, {
      ...(wait && wait.round > 0 && { spans: [leftQueue(step, wait.since)] }),
      type: "dialed",
      dedupe_key: twimlKey("dialed", event.CallSid, again ? `${place ?? "first"}.room` : place),
      // The status callback says how and when the leg ended: this request has no time.
      status: event.CallStatus === "in-progress" ? "in-progress" : undefined,
      dial_ended_live: live,
      routing: live ? routingOf(hook, event, input) : undefined,
      dial_failed: !again && event.DialCallStatus === "failed" && !event.DialCallSid,
      dial_bridged:
        again || event.DialBridged === undefined ? undefined : event.DialBridged === "true",
    });
  },
  decide(hook, facts) {
    const event = fields(hook);
    const inbound = inboundIdOf(hook, event);
    const { call = inbound, leg, user: user_id, mailbox } = voiceQuery(hook);
    if (event.CallStatus === "in-progress") {
      const moved = decideMoved(controlOf(facts), {
        role: leg === "rep" ? "rep" : "caller",
        time_limit_seconds: hook.line.call_time_limit_seconds,
        ...{ call_id: call, user_id, moment: hook.receivedAt },
      });
      if (moved) return moved;
    }
    const again = fallbackFor(hook, event);
    if (again) return ringAgain(hook, event, { ...again, call_id: call }, facts);
    const connected = facts
      ? ["in-progress", "completed"].includes(facts.status) && event.DialBridged !== "false"
      : event.DialBridged === "true";
    const input = { kind: "dialed", accepted: connected } as const;
    const turn = event.CallStatus === "in-progress" && nextTurn(hook, event, input, facts);
    if (turn) return turn;
    const next = event.CallStatus === "in-progress" && !connected;
    const device = next ? nextDevice(hook, event, call, facts) : null;
    if (device) return device;
    // A rep's leg dials in a call of their own, and in a callback.
    const byRep = leg === "rep" || call !== inbound;
    const direction = facts?.direction === "internal" ? "internal" : "outbound";
    return decideDialed(byRep ? direction : (facts?.direction ?? "inbound"), {
      ...{ connected, dialCallStatus: event.DialCallStatus, call_id: call, mailbox },
    });
  },
};
