import fc from "fast-check";
import type { Trace } from "@/tests/telephony/histories/capture";
import type { Delivery, Replay } from "@/tests/telephony/histories/replay";

/**
 * A history in numbers, which fast-check can make smaller: all zeros are one call, its events
 * delivered in order and once.
 */
export type History = {
  trace: string;
  tenant: number;
  /** How late each copy of each event comes; an event is due a step after the one before it. */
  late: readonly number[][];
  /** How late the whole call begins: the later, the less it overlaps with the others. */
  begins: number;
};

const step = 100;
const maxCalls = 16;
const maxCopies = 3;

/**
 * Some calls of some tenants at once: each event late by chance, up to three times, in any order.
 */
export function someHistories(traces: Trace[], tenants: number): fc.Arbitrary<History[]> {
  const lateness = fc.oneof(fc.constant(0), fc.nat(30 * step));
  const history = fc.constantFrom(...traces).chain(({ name, events }) =>
    fc.record({
      trace: fc.constant(name),
      tenant: fc.nat(tenants - 1),
      late: fc.array(fc.array(lateness, { minLength: 1, maxLength: maxCopies }), {
        minLength: events.length,
        maxLength: events.length,
      }),
      begins: fc.nat(20 * step),
    }),
  );
  return fc.array(history, { minLength: 1, maxLength: maxCalls, size: "max" });
}

/** Every copy of every event of these histories in the order in which it is sent. */
export function deliveries(histories: History[], replays: Replay[]): Delivery[] {
  const due = histories.flatMap(({ late, begins }, index) => {
    const replay = replays[index];
    if (!replay) throw new Error("A history without a call");
    return replay.trace.events.flatMap((event, place) =>
      (late[place] ?? [0]).map((by) => ({ at: begins + place * step + by, replay, event })),
    );
  });
  return due.sort((a, b) => a.at - b.at).map(({ replay, event }) => ({ replay, event }));
}
