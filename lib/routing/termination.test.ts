import fc from "fast-check";
import { expect, test } from "vitest";
import { checkRoute, isSound } from "@/lib/routing/check";
import { decideStep } from "@/lib/routing/decide";
import { maxRung, orders } from "@/lib/routing/limits";
import { availabilities, type Person } from "@/lib/routing/people";
import { Route } from "@/lib/routing/route";
import {
  arriving,
  type Facts,
  type Input,
  maxTurns,
  readState,
  type Turn,
  writeState,
} from "@/lib/routing/turn";

const people = Array.from({ length: 12 }, (_, n) => `4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c${10 + n}`);
const known = { people: new Set(people), mayCall: () => true };
const sound = { text: "Acme Solar." };
const keys = ["0", "1", "2", "9", "*", "#"];
const span = fc.constantFrom({ from: "09:00", until: "17:00" }, { from: "22:00", until: "03:00" });

/** A step whose branches lead to one of `later`, and its keys to one of `any`. */
function stepOf(later: string[], any: string[]): fc.Arbitrary<unknown> {
  const ends = [
    fc.record({
      ...{ kind: fc.constant("voicemail"), name: fc.constant(""), sound: fc.constant(sound) },
      ...{ mailbox: fc.constant({ kind: "shared" }), max_seconds: fc.constant(60) },
    }),
    fc.record({
      ...{ kind: fc.constant("hang_up"), name: fc.constant(""), serves: fc.boolean() },
      sound: fc.constantFrom(null, sound),
    }),
  ];
  if (later.length === 0) return fc.oneof(...ends);
  const to = fc.constantFrom(...later);
  const name = fc.constantFrom("", "Sales");
  const seconds = fc.constant(15);
  const who = fc.oneof(
    fc.constant({ kind: "everyone" }),
    fc.record({
      kind: fc.constant("people"),
      people: fc.subarray(people, { minLength: 1 }),
    }),
  );
  const toPerson = { name, seconds, not_free: to, no_answer: to };
  return fc.oneof(
    fc.record({ kind: fc.constant("greeting"), name, sound: fc.constant(sound), next: to }),
    span.chain((one) => hoursStep(one, to)),
    fc.record({
      ...{ kind: fc.constant("menu"), name, sound: fc.constant(sound), no_choice: to },
      keys: fc.dictionary(fc.constantFrom(...keys), fc.constantFrom(...any), { minKeys: 1 }),
      ...{ timeout_seconds: fc.integer({ min: 2, max: 5 }), times: fc.integer({ min: 1, max: 5 }) },
    }),
    fc.record({ kind: fc.constant("ring"), ...toPerson, who, order: fc.constantFrom(...orders) }),
    fc.record({ kind: fc.constant("owner"), ...toPerson }),
    fc.record({ kind: fc.constant("last_speaker"), ...toPerson, days: fc.constant(30) }),
    fc.record({
      ...{ kind: fc.constant("queue"), name, who, full: to, waited_too_long: to },
      ...{ max_waiting: fc.constant(5), max_wait_seconds: fc.constant(300) },
      ...{ priority: fc.constant(0), callback_key: fc.constantFrom(null, "1") },
    }),
    fc.record({
      ...{ kind: fc.constant("forward"), name, seconds, no_answer: to },
      to: fc.constant("+12065550177"),
    }),
    ...ends,
  );
}

function hoursStep(one: { from: string; until: string }, to: fc.Arbitrary<string>) {
  const days = { mon: [one], tue: [one], wed: [], thu: [one], fri: [one], sat: [], sun: [one] };
  return fc.record({
    ...{ kind: fc.constant("hours"), name: fc.constant(""), open: to, closed: to },
    hours: fc.record({
      time_zone: fc.constantFrom("America/New_York", "Europe/Bucharest", "Australia/Lord_Howe"),
      week: fc.constant(days),
      ...{ holidays: fc.constant([{ day: "12-25", name: "" }]), exceptions: fc.constant([]) },
    }),
  });
}

/** Branches lead anywhere in small routes, where many are refused, and forwards in large ones. */
const anyRoute = fc
  .record({ size: fc.integer({ min: 1, max: 50 }), isOrdered: fc.boolean() })
  .chain(({ size, isOrdered }) => {
    const ids = Array.from({ length: isOrdered ? size : 1 + (size % 4) }, (_, n) => `s${n}`);
    const laterThan = (at: number) => (isOrdered ? ids.slice(at + 1) : ids);
    return fc.record(
      Object.fromEntries(ids.map((id, at) => [id, stepOf(laterThan(at), ids)] as const)),
    );
  })
  .map((steps) =>
    Route.parse({ language: "en-US", voice: "Polly.Joanna-Neural", first: "s0", steps }),
  );

const acceptedRoute = anyRoute.filter((route) => isSound(checkRoute(route, known)));

const time = fc.option(fc.integer({ min: 0, max: 2_000_000_000_000 }), { nil: null });
const anyFacts: fc.Arbitrary<Facts> = fc.record({
  people: fc
    .tuple(...people.map(() => fc.tuple(fc.constantFrom(...availabilities), time, time)))
    .map((all) =>
      all.map(
        ([availability, rung_at, talked_at], at): Person => ({
          ...{ user_id: people[at] ?? "", name: `P${at}`, availability, rung_at, talked_at },
        }),
      ),
    ),
  owner_id: fc.option(fc.constantFrom(...people), { nil: null }),
  last_speaker: fc.option(
    fc.record({ user_id: fc.constantFrom(...people), at: fc.constant(1_780_000_000_000) }),
    { nil: null },
  ),
  waiting: fc.constantFrom<Record<string, number>>({}, { s1: 5 }),
});

const leaves = ["waited_too_long", "full", "failed"] as const;
const moment = fc.date({
  ...{ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true },
});
/** What a caller does each time, and what is known by then. */
const anyLife = fc.array(
  fc.record({
    ...{ facts: anyFacts, digits: fc.constantFrom("", "5", ...keys), moment },
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
    { numRuns: 2_000 },
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
    { numRuns: 500 },
  );
});

test("only people who are free are rung, ten at most, nobody twice", () => {
  fc.assert(
    fc.property(acceptedRoute, anyFacts, moment, (route, facts, now) => {
      const { act } = decideStep(route, facts, now, arriving, { kind: "arrived" });
      if (act.kind !== "dial") return;
      const free = facts.people.filter(({ availability }) => availability === "free");
      expect(free.map(({ user_id }) => user_id)).toEqual(expect.arrayContaining(act.user_ids));
      expect(new Set(act.user_ids).size).toBe(act.user_ids.length);
      expect(act.user_ids.length).toBeLessThanOrEqual(maxRung);
    }),
    { numRuns: 500 },
  );
});

test("a route that was never checked ends too", () => {
  fc.assert(
    fc.property(anyRoute, anyLife, (route, life) => {
      expect(play(route, life).length).toBeLessThanOrEqual(maxTurns + 1);
    }),
    { numRuns: 1_000 },
  );
});
