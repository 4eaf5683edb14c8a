import type { ControlState } from "@/lib/call-control/machine";

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
  "customer_in" | "held_by" | "asked_by" | "mode" | "target_sid" | "legs" | "asked_seconds_ago"
>;

/** Nobody needs longer to reach the room: it was not reported. */
const joinedBySeconds = 30;

/** Looks after a call that people have asked something of. Pure. */
export function decideTend(state: State): Tending {
  const { customer_in, held_by, asked_by, mode, target_sid } = state;
  const customer = state.legs.find(({ side }) => side === "customer");
  // Whoever has left the room is about to hang up.
  const company = state.legs.filter(({ side, has_left }) => side === "company" && !has_left);
  // A <Dial> looks after its own.
  if (customer_in === "dial") return { kind: "nothing" };
  if (!customer) return endOf(company.map(({ call_sid }) => call_sid));
  if (customer_in === "room") {
    return company.length === 0 ? endOf([customer.call_sid]) : { kind: "nothing" };
  }
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
    : endOf([customer.call_sid]);
}

/** What became of the leg that a warm transfer rings; null where none does. */
export function targetStateOf({
  target_sid,
  legs,
}: Pick<ControlState, "target_sid" | "legs">): ControlState["target_state"] {
  if (target_sid === null) return null;
  const leg = legs.find(({ call_sid }) => call_sid === target_sid);
  if (!leg || leg.has_left) return "gone";
  return leg.is_talking ? "talking" : "ringing";
}

const endOf = (call_sids: string[]): Tending =>
  call_sids.length > 0 ? { kind: "end", call_sids } : { kind: "nothing" };
