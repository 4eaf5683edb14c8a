import { isDialable } from "@/lib/core/phone";
import type { Input } from "@/lib/routing/turn";
import { GatherRequest } from "@/lib/twilio/schema";
import type { Hook } from "@/lib/twilio/webhook";
import { followedBy } from "@/lib/voice/follow";
import {
  type Asking,
  fieldReader,
  leftQueue,
  legEvent,
  twimlKey,
  voiceQuery,
} from "@/lib/voice/hook";
import { nextTurn, routingOf, stateOf } from "@/lib/voice/on-route";

const fields = fieldReader(GatherRequest);

const sorry: ReturnType<Asking["decide"]> = {
  kind: "say_and_hangup",
  sentence: "Sorry, nobody can take your call right now. Please try again later. Goodbye.",
};

function queueOf(hook: Hook) {
  const step = followedBy(hook)?.route.steps[stateOf(hook).step];
  return step?.kind === "queue" ? step : null;
}

/** A key asks for a call back; any other, or none, waits on. */
function inputOf(hook: Hook): Input {
  const { Digits, From } = fields(hook);
  const key = queueOf(hook)?.callback_key;
  const calls_back = key && Digits === key && isDialable(From);
  return calls_back ? { kind: "left_queue", because: "callback" } : { kind: "waited" };
}

/** A caller waits in a queue: the music is over, they pressed a key, or we sent them here. */
export const queue: Asking = {
  read(hook) {
    const event = fields(hook);
    const { at, nudge } = voiceQuery(hook);
    const { step, wait } = stateOf(hook);
    const now = hook.receivedAt.getTime();
    const input = inputOf(hook);
    const limit = queueOf(hook)?.max_wait_seconds ?? 0;
    const leaves = wait && (input.kind === "left_queue" || now - wait.joined >= limit * 1000);
    const entered = wait && { space: "queue" as const, name: step, entered_at: iso(wait.since) };
    const key = nudge ? `${at}:${nudge}` : at;
    return legEvent(hook, event, {
      type: "queue",
      dedupe_key: twimlKey("queue", event.CallSid, key),
      ...(entered && { spans: [entered, ...(leaves ? [leftQueue(step, now)] : [])] }),
      ...(input.kind === "left_queue" && { step: { kind: "callback", reason: "key" } }),
      routing: routingOf(hook, event, input),
    });
  },
  decide(hook, facts) {
    return nextTurn(hook, fields(hook), inputOf(hook), facts) ?? sorry;
  },
};

const iso = (moment: number) => new Date(moment).toISOString();
