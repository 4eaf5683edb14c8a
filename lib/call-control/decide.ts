import type { ControlLeg, ControlState } from "@/lib/call-control/machine";
import { heardNow } from "@/lib/voice/decide-control";
import type { Heard } from "@/lib/voice/decision";

/** What is to be done so that nobody is left alone on a call. */
export type Tending =
  | { kind: "nothing" }
  /** The customer has gone, or nobody is left to talk with them. */
  | { kind: "end"; call_sids: string[] }
  /** Whoever had them on hold has left; a colleague is there. */
  | { kind: "connect" }
  /** Nobody is there, and nobody comes. */
  | { kind: "leave_message"; mailbox: string };

type State = Pick<
  ControlState,
  | "customer_in"
  | "held_by"
  | "asked_by"
  | "mode"
  | "target_sid"
  | "legs"
  | "asked_seconds_ago"
  | "supervision"
>;

/** Nobody needs longer to reach the room: it was not reported. */
const joinedBySeconds = 30;

/** Looks after a call that people have asked something of. Pure. */
export function decideTend(state: State): Tending {
  const { customer_in, held_by, asked_by, mode, target_sid } = state;
  const customer = state.legs.find(({ side }) => side === "customer");
  // Whoever has left the room is about to hang up.
  const stays = state.legs.filter(({ has_left }) => !has_left);
  const supervisors = sidsOf(stays.filter(({ side }) => side === "supervisor"));
  // Who only listens keeps no customer on the line.
  const company = stays.filter((leg) => leg.side === "company" || speaks(leg, state));
  // A <Dial> looks after its own.
  if (customer_in === "dial") return endOf(supervisors);
  if (!customer) return endOf([...new Set([...sidsOf(company), ...supervisors])]);
  const all = [customer.call_sid, ...supervisors];
  if (customer_in === "room") return company.length === 0 ? endOf(all) : { kind: "nothing" };
  if (company.some(({ user_id, is_talking }) => is_talking && user_id === held_by)) {
    return { kind: "nothing" };
  }
  const isLate = state.asked_seconds_ago > joinedBySeconds;
  if (company.some(({ is_talking, in_room }) => is_talking && (in_room || isLate))) {
    return { kind: "connect" };
  }
  if (company.length > 0) return { kind: "nothing" };
  return mode === "warm" && target_sid !== null && asked_by !== null
    ? { kind: "leave_message", mailbox: asked_by }
    : endOf(all);
}

/** A supervisor who is in the room and heard by the customer. */
function speaks(leg: ControlLeg, { supervision }: Pick<State, "supervision">): boolean {
  const isHeard = supervision?.mode === "barge" || supervision?.mode === "take_over";
  return leg.side === "supervisor" && isHeard && leg.in_room && leg.user_id === supervision.user_id;
}

/** What is to be done for whoever supervises a call. */
export type Supervising =
  | { kind: "nothing" }
  /** Their leg is over, or was never there. */
  | { kind: "gone" }
  /** They may not any more: their legs are ended. */
  | { kind: "stop"; call_sids: string[] }
  /** They are in the room: Twilio is asked to let them be heard so, unless they are. */
  | { kind: "hear"; call_sid: string; heard: Heard; applied: string }
  /** It is announced to everybody, once. */
  | { kind: "announce" }
  /** They are heard, and the reps leave, once. */
  | { kind: "take_over"; call_sids: string[] };

/** Looks after the supervisor of a call; each step follows from what the last one changed. Pure. */
export function decideSupervision(
  state: Pick<State, "supervision" | "legs" | "customer_in" | "asked_seconds_ago">,
): Supervising {
  const { supervision, legs } = state;
  if (!supervision) return { kind: "nothing" };
  const { user_id, mode, must_announce } = supervision;
  const own = legs.filter((leg) => leg.role === "supervisor" && leg.user_id === user_id);
  // Whoever has taken over talks to the customer, like any rep.
  if (!supervision.may_supervise && !supervision.has_taken_over && own.length > 0) {
    return { kind: "stop", call_sids: sidsOf(own) };
  }
  const here = own.find(({ in_room }) => in_room);
  if (!here)
    return own.length === 0 && supervision.is_rung ? { kind: "gone" } : { kind: "nothing" };
  if (must_announce && isCustomerThere(state)) return { kind: "announce" };
  const heard = heardNow(supervision);
  const applied = [must_announce ? "listen" : mode, heard.coaches].filter(Boolean).join(" ");
  if (applied !== supervision.applied) {
    return { kind: "hear", call_sid: here.call_sid, heard, applied };
  }
  if (must_announce) return { kind: "nothing" };
  const others = sidsOf(legs.filter(({ role }) => role === "rep"));
  if (mode === "take_over" && !supervision.has_taken_over) {
    return { kind: "take_over", call_sids: others };
  }
  return { kind: "nothing" };
}

/** In the room, or so late that they must be: who joined was not reported. */
function isCustomerThere(
  state: Pick<State, "legs" | "customer_in" | "asked_seconds_ago">,
): boolean {
  if (state.customer_in !== "room") return false;
  const isIn = state.legs.some(({ side, in_room }) => side === "customer" && in_room);
  return isIn || state.asked_seconds_ago > joinedBySeconds;
}

/**
 * A person is rung on their phones and in the browser side by side, each a leg of its own: once one
 * of them is in the room, the others stop. Those that a <Dial> rings are Twilio's to end. Pure.
 */
export function endedTwins(legs: readonly ControlLeg[]): string[] {
  const rung = legs.filter(({ parent_call_sid, user_id }) => !parent_call_sid && user_id);
  const here = new Set(rung.flatMap(({ in_room, user_id }) => (in_room ? (user_id ?? []) : [])));
  return sidsOf(rung.filter((leg) => !leg.is_talking && here.has(leg.user_id ?? "")));
}

const sidsOf = (legs: readonly ControlLeg[]) => legs.map(({ call_sid }) => call_sid);

/**
 * What became of whom a warm transfer rings, on any phone or in the browser; null where it rings
 * nobody.
 */
export function targetStateOf({
  target_sid,
  target_user,
  legs,
}: Pick<ControlState, "target_sid" | "target_user" | "legs">): ControlState["target_state"] {
  if (target_sid === null) return null;
  const theirs = legs.filter(({ call_sid, user_id, has_left }) => {
    return !has_left && (target_user ? user_id === target_user : call_sid === target_sid);
  });
  if (theirs.length === 0) return "gone";
  return theirs.some(({ is_talking }) => is_talking) ? "talking" : "ringing";
}

const endOf = (call_sids: string[]): Tending =>
  call_sids.length > 0 ? { kind: "end", call_sids } : { kind: "nothing" };

/** Whether a call can be listened to, as far as its row says. Pure. */
export function mayListen(
  call: { direction: string; stage: string; user_id: string | null },
  userId: string,
): boolean {
  const talks = call.stage === "connected" || call.stage === "waiting";
  return talks && call.direction !== "internal" && call.user_id !== null && call.user_id !== userId;
}
