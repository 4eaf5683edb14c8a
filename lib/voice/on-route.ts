import type { CallEvent } from "@/lib/record/event";
import type { Route } from "@/lib/routing/route";
import { arriving, type Input, readState, type State } from "@/lib/routing/turn";
import { isServedNext, queueWishOf, wishesOf } from "@/lib/routing/wishes";
import type { Hook } from "@/lib/twilio/webhook";
import { callersPhones } from "@/lib/voice/decide";
import { decideRoute, mayCallOn } from "@/lib/voice/decide-route";
import type { Decision } from "@/lib/voice/decision";
import { followedBy, routeFacts } from "@/lib/voice/follow";
import { type Facts, legEvent, voiceQuery } from "@/lib/voice/hook";

type Leg = Parameters<typeof legEvent>[1] & { ForwardedFrom?: string };

/** Where the URL says that a call is in its route; a call that arrives is nowhere yet. */
export function stateOf(hook: Hook): State {
  return readState(voiceQuery(hook).at ?? "") ?? arriving;
}

/** What the event of a routed call asks for: whom its next step may ring. */
export function routingOf(hook: Hook, leg: Leg, input: Input): CallEvent["routing"] {
  const followed = followedBy(hook);
  if (!followed) return undefined;
  const from = { from: leg.From, forwarded_from: leg.ForwardedFrom };
  return {
    wishes: wishesOf(followed.route, mayCallOn(hook.line), hook.receivedAt, stateOf(hook), input),
    callers: callersPhones(from, hook.line.country_code),
    version: followed.version,
    ...(input.kind === "agent_done" && { talked: voiceQuery(hook).at ?? "" }),
    ...(input.kind === "left_queue" && { calls_back: waitedIn(hook, followed.route) }),
  };
}

/** That the route serves the caller now, who then was not missed. */
export function servedOn(hook: Hook, input: Input): CallEvent["step"] {
  const followed = followedBy(hook);
  if (!followed) return undefined;
  const { line, receivedAt } = hook;
  const isServed = isServedNext(followed.route, mayCallOn(line), receivedAt, stateOf(hook), input);
  return isServed ? { kind: "hang_up", reason: "served", serves: true } : undefined;
}

/** The queue in which a call waits. */
function waitedIn(hook: Hook, { steps }: Route): object | undefined {
  const { step: id, wait } = stateOf(hook);
  const step = steps[id];
  return step?.kind === "queue" && wait ? queueWishOf(id, step, wait) : undefined;
}

/**
 * The next turn of a call that follows a route; null for one that follows none. `as` is another way
 * into the same route.
 */
export function nextTurn(
  hook: Hook,
  leg: Leg,
  input: Input,
  facts: Facts,
  as?: Route,
): Decision | null {
  const followed = followedBy(hook);
  if (!followed) return null;
  const { call_id } = legEvent(hook, leg, { type: "answer", dedupe_key: "" });
  const known = routeFacts(hook, facts);
  const call = {
    ...{ call_id, call_sid: leg.CallSid, from: leg.From, to: leg.To, version: followed.version },
    ...{ tenant_id: hook.line.tenant_id, missing: followed.missing },
    account_sid: hook.line.account_sid,
    noticed: voiceQuery(hook).noticed === "1" || known?.agent_end?.noticed === true,
    unrecorded: voiceQuery(hook).unrecorded === "1",
    met_agent: input.kind === "agent_done" || voiceQuery(hook).agent === "1",
  };
  const given = { state: stateOf(hook), input };
  return decideRoute(hook.line, as ?? followed.route, call, known, hook.receivedAt, given);
}
