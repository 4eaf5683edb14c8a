import type { Figure, Row } from "@/bench/figure";
import { decideStep } from "@/lib/routing/decide";
import { Hours } from "@/lib/routing/hours-schema";
import { maxSteps, weekdays } from "@/lib/routing/limits";
import type { Person } from "@/lib/routing/people";
import { Route, type Step } from "@/lib/routing/route";
import { arriving, type Facts } from "@/lib/routing/turn";

const decisions = 2_000;
/** A night on which clocks change: the longest way to find out what is open. */
const moment = new Date("2026-03-08T06:30:00Z");

const people = Array.from({ length: 100 }, (_, n): Person => {
  const user_id = `4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7${n + 100}`;
  const never = { rung_at: null, talked_at: null };
  return { user_id, name: `Person ${n}`, availability: "on_call", ...never };
});
const facts: Facts = {
  people,
  owner_id: null,
  last_speaker: null,
  queue: null,
  may_call_back: true,
};

/** Fifty steps, all taken at once: hours that are closed, and people who are all on a call. */
function longRoute(): Route {
  const spans = [
    ...[["08:00", "12:00"] as const, ["13:00", "17:00"] as const, ["22:00", "01:30"] as const],
  ].map(([from, until]) => ({ from, until }));
  const hours = Hours.parse({
    time_zone: "America/New_York",
    week: Object.fromEntries(weekdays.map((day) => [day, spans])),
    holidays: Array.from({ length: 20 }, (_, n) => ({ day: `01-${n + 10}`, name: "Holiday" })),
    exceptions: [],
  });
  const steps = Array.from({ length: maxSteps - 1 }, (_, n): [string, Step] => {
    const next = `s${n + 1}`;
    if (n % 2 === 0) return [`s${n}`, { kind: "hours", name: "", hours, open: next, closed: next }];
    const ring = { kind: "ring", name: "", order: "longest_idle", seconds: 20 } as const;
    return [`s${n}`, { ...ring, who: { kind: "everyone" }, not_free: next, no_answer: next }];
  });
  const end: Step = { kind: "hang_up", name: "", sound: null, serves: false };
  return Route.parse({
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "s0" },
    steps: { ...Object.fromEntries(steps), [`s${maxSteps - 1}`]: end },
  });
}

async function measure(): Promise<Row[]> {
  const route = longRoute();
  const times = Array.from({ length: decisions }, () => {
    const from = performance.now();
    const { taken } = decideStep(route, facts, moment, arriving, { kind: "arrived" });
    if (taken.length !== maxSteps) throw new Error(`${taken.length} steps were taken`);
    return performance.now() - from;
  }).sort((one, other) => one - other);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  const [median, slow] = [at(0.5), at(0.99)];
  return [
    {
      figure: `a decision that takes all ${maxSteps} steps of a route, 100 people considered`,
      value: `${median.toFixed(2)} ms, p99 ${slow.toFixed(2)} ms`,
      ...{ floor: "", ratio: "", goal: "median < 1 ms", met: median < 1 },
    },
  ];
}

/** Needs no stack. */
export const decision: Figure = { name: "decision", run: measure };
