import fc from "fast-check";
import { expect, test } from "vitest";
import { checkRoute, isSound } from "@/lib/routing/check";
import { decideStep } from "@/lib/routing/decide";
import { maxRung } from "@/lib/routing/limits";
import type { Route } from "@/lib/routing/route";
import {
  arriving,
  type Facts,
  type Input,
  maxTurns,
  readState,
  type Turn,
  writeState,
} from "@/lib/routing/turn";
import { anyFacts, anyMoment, anyRoute, keys, people } from "@/tests/support/any-route";

const known = { people: new Set(people), mayCall: () => true };
const acceptedRoute = anyRoute.filter((route) => isSound(checkRoute(route, known)));

const leaves = ["waited_too_long", "full", "failed"] as const;
/** What a caller does each time, and what is known by then. */
const anyLife = fc.array(
  fc.record({
    ...{ facts: anyFacts, digits: fc.constantFrom("", "5", ...keys), moment: anyMoment },
    because: fc.constantFrom(...leaves),
  }),
  { minLength: 1, maxLength: 6 },
);
type Life = { facts: Facts; digits: string; moment: Date; because: (typeof leaves)[number] };

/** What the caller does, or Twilio for them: nobody ever accepts. */
function inputFor({ act }: Turn, { digits, because }: Life): Input | null {
  switch (act.kind) {
    case "gather":
      return { kind: "digits", digits };
    case "dial":
    case "forward":
      return { kind: "dialed", accepted: false };
    case "enqueue":
      return { kind: "left_queue", because };
    case "stream": {
      const taken_by = digits === "5" ? (people[0] ?? null) : null;
      return { kind: "agent_done", is_served: false, reason: because, taken_by };
    }
    case "record":
    case "hang_up":
    case "reject":
      return null;
    default:
      return act satisfies never;
  }
}

/** A call's turns until its end. */
function play(route: Route, life: Life[]): Turn[] {
  const [first] = life;
  if (!first) return [];
  const turns = [decideStep(route, first.facts, first.moment, arriving, { kind: "arrived" })];
  for (let at = 1; at <= maxTurns + 1; at += 1) {
    const [now, last] = [life[at % life.length] ?? first, turns.at(-1)];
    const input = last && inputFor(last, now);
    if (!last || !input) return turns;
    const state = readState(writeState(last.state));
    expect(state).toEqual(last.state);
    turns.push(decideStep(route, now.facts, now.moment, state ?? arriving, input));
  }
  throw new Error("a call does not end");
}

test("every route that is accepted ends, whoever is free and whatever the caller does", () => {
  fc.assert(
    fc.property(acceptedRoute, anyLife, (route, life) => {
      const turns = play(route, life);
      const last = turns.at(-1);
      expect(["record", "hang_up", "reject"]).toContain(last?.act.kind);
      // By a step of the route, not by what takes over where it leads nowhere.
      const ends = ["voicemail", "hang_up"];
      if (turns.length <= maxTurns) expect(ends).toContain(last?.taken.at(-1)?.kind);
    }),
    { numRuns: 500 },
  );
});

test("no answer leaves a caller with more than five seconds of silence", () => {
  fc.assert(
    fc.property(acceptedRoute, anyLife, (route, life) => {
      for (const { act, says } of play(route, life)) {
        expect(says.every(({ text }) => text !== "")).toBe(true);
        if (act.kind === "gather") {
          expect(act.timeout_seconds).toBeLessThanOrEqual(5);
          expect(act.question.text).not.toBe("");
        }
        // Before the beep, somebody says what it is for.
        if (act.kind === "record") expect(says.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 200 },
  );
});

test("only people who are free are rung, ten at most, nobody twice", () => {
  fc.assert(
    fc.property(acceptedRoute, anyFacts, anyMoment, (route, facts, now) => {
      const { act } = decideStep(route, facts, now, arriving, { kind: "arrived" });
      if (act.kind !== "dial") return;
      const free = facts.people.filter(({ availability }) => availability === "free");
      expect(free.map(({ user_id }) => user_id)).toEqual(expect.arrayContaining(act.user_ids));
      expect(new Set(act.user_ids).size).toBe(act.user_ids.length);
      expect(act.user_ids.length).toBeLessThanOrEqual(maxRung);
    }),
    { numRuns: 200 },
  );
});

test("a route that was never checked ends too", () => {
  fc.assert(
    fc.property(anyRoute, anyLife, (route, life) => {
      expect(play(route, life).length).toBeLessThanOrEqual(maxTurns + 1);
    }),
    { numRuns: 300 },
  );
});
