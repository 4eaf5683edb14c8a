import type { CallScript, Leg } from "@/local/scenarios/call";
import type { Scenario } from "@/local/scenarios/scenario";

type Ends = Pick<Scenario, "row" | "people" | "mayReopen">;
type Events = NonNullable<Scenario["events"]>;

/** A shape of call by its events alone; nobody plays it at the carrier. */
const shape =
  (direction: Scenario["direction"]) =>
  (name: string, { row, people = [], mayReopen }: Ends, events: Events): Scenario => ({
    name: `${direction}: ${name}`,
    ...{ direction, row, people, mayReopen, events },
  });

export const inbound = shape("inbound");
export const outbound = shape("outbound");
export const internal = shape("internal");

/** People talked: why that is known, for how long, and each of them for how long. */
export const connected = (outcome_reason: string, talk: number, people: number[]): Ends => ({
  row: { status: "completed", outcome: "connected", outcome_reason, duration_seconds: talk },
  people,
});

/** Nobody talked. */
export const ended = (
  status: string,
  outcome: string,
  outcome_reason: string,
  served = 0,
): Ends => ({
  row: { status, outcome, outcome_reason, duration_seconds: served },
});

/** A caller's leg that rings and is picked up by us at once. */
export function picksUp(call: CallScript): Leg {
  const caller = call.leg("caller");
  call.status(0, caller, "ringing");
  call.status(1, caller, "in-progress");
  return caller;
}

/** A rep's leg that the system calls, as for a conference or a queue. */
export function joins(call: CallScript, second: number, room: string): Leg {
  const rep = call.leg("rep", { user: call.rep });
  call.accepts(second, rep);
  call.enters(second, rep, "conference", room);
  return rep;
}
