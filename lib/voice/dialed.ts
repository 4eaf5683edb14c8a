import { DialedRequest } from "@/lib/twilio/schema";
import { controlOf } from "@/lib/voice/control-facts";
import { decideDialed } from "@/lib/voice/decide";
import { decideMoved } from "@/lib/voice/decide-control";
import {
  type Asking,
  fieldReader,
  inboundIdOf,
  leftQueue,
  legEvent,
  twimlKey,
  voiceQuery,
} from "@/lib/voice/hook";
import { nextTurn, routingOf, stateOf } from "@/lib/voice/on-route";

const fields = fieldReader(DialedRequest);

/** The <Dial> has ended; sent to the leg that dialled. */
export const dialed: Asking = {
  read(hook) {
    const event = fields(hook);
    const live = event.CallStatus === "in-progress";
    const input = { kind: "dialed", accepted: event.DialBridged === "true" } as const;
    const { step, wait } = stateOf(hook);
    return legEvent(hook, event, {
      ...(wait && wait.round > 0 && { spans: [leftQueue(step, wait.since)] }),
      type: "dialed",
      dedupe_key: twimlKey("dialed", event.CallSid, voiceQuery(hook).at),
      // The status callback says how and when the leg ended: this request has no time.
      status: live ? "in-progress" : undefined,
      dial_ended_live: live,
      routing: live ? routingOf(hook, event, input) : undefined,
      dial_failed: event.DialCallStatus === "failed" && !event.DialCallSid,
      dial_bridged: event.DialBridged === undefined ? undefined : event.DialBridged === "true",
    });
  },
  decide(hook, facts) {
    const event = fields(hook);
    const inbound = inboundIdOf(hook, event);
    const { call = inbound, leg, user: user_id } = voiceQuery(hook);
    if (event.CallStatus === "in-progress") {
      const moved = decideMoved(controlOf(facts), {
        role: leg === "rep" ? "rep" : "caller",
        time_limit_seconds: hook.line.call_time_limit_seconds,
        ...{ call_id: call, user_id, moment: hook.receivedAt },
      });
      if (moved) return moved;
    }
    const connected = facts
      ? ["in-progress", "completed"].includes(facts.status) && event.DialBridged !== "false"
      : event.DialBridged === "true";
    const input = { kind: "dialed", accepted: connected } as const;
    const turn = event.CallStatus === "in-progress" && nextTurn(hook, event, input, facts);
    if (turn) return turn;
    // A rep's leg dials in a call of their own, and in a callback.
    const byRep = leg === "rep" || call !== inbound;
    const direction = facts?.direction === "internal" ? "internal" : "outbound";
    return decideDialed(byRep ? direction : (facts?.direction ?? "inbound"), {
      connected,
      dialCallStatus: event.DialCallStatus,
    });
  },
};
