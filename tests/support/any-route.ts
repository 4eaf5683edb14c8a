import fc from "fast-check";
import { orders } from "@/lib/routing/limits";
import { availabilities, type Person } from "@/lib/routing/people";
import { Route } from "@/lib/routing/route";
import type { AgentFacts, Facts } from "@/lib/routing/turn";

/** The people of these routes and facts. */
export const people = Array.from(
  { length: 12 },
  (_, n) => `4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c${10 + n}`,
);
/** Their voice agents: of the first nothing is ever known. */
const voiceAgents = Array.from(
  { length: 3 },
  (_, n) => `4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7d${10 + n}`,
);
/** Their groups: of the first nothing is ever known, as of a deleted one. */
const groupIds = Array.from({ length: 3 }, (_, n) => `4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7b${10 + n}`);
const text = { text: "Acme Solar." };
const anySound = fc.constantFrom<object>(text, {
  ...text,
  audio: "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7ca0",
});
export const keys = ["0", "1", "2", "9", "*", "#"];
const holidayLists = [
  { country: "US", open_on: [] },
  { country: "RO", open_on: ["orthodox+1"] },
];
const span = fc.constantFrom({ from: "09:00", until: "17:00" }, { from: "22:00", until: "03:00" });

/** A step whose branches lead to one of `later`, and its keys to one of `any`. */
function stepOf(later: string[], any: string[]): fc.Arbitrary<unknown> {
  const ends = [
    fc.record({
      ...{ kind: fc.constant("voicemail"), name: fc.constant(""), sound: anySound },
      ...{ mailbox: fc.constant({ kind: "shared" }), max_seconds: fc.constant(60) },
    }),
    fc.record({
      ...{ kind: fc.constant("hang_up"), name: fc.constant(""), serves: fc.boolean() },
      sound: fc.option(anySound, { nil: null }),
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
    fc.record({ kind: fc.constant("group"), group_id: fc.constantFrom(...groupIds) }),
  );
  const toPerson = { name, seconds, not_free: to, no_answer: to };
  return fc.oneof(
    fc.record({ kind: fc.constant("greeting"), name, sound: anySound, next: to }),
    span.chain((one) => hoursStep(one, to)),
    fc.record({
      ...{ kind: fc.constant("menu"), name, sound: anySound, no_choice: to },
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
    fc.record({
      ...{ kind: fc.constant("agent"), name, next: to },
      agent_id: fc.constantFrom(...voiceAgents),
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
      public_holidays: fc.constantFrom(undefined, ...holidayLists),
    }),
  });
}

/** Branches lead anywhere in small routes, where many are refused, and forwards in large ones. */
export const anyRoute = fc
  .record({ size: fc.integer({ min: 1, max: 50 }), isOrdered: fc.boolean() })
  .chain(({ size, isOrdered }) => {
    const ids = Array.from({ length: isOrdered ? size : 1 + (size % 4) }, (_, n) => `s${n}`);
    const laterThan = (at: number) => (isOrdered ? ids.slice(at + 1) : ids);
    return fc.record({
      silence_seconds: fc.constantFrom(undefined, null, 5, 60),
      steps: fc.record(
        Object.fromEntries(ids.map((id, at) => [id, stepOf(laterThan(at), ids)] as const)),
      ),
    });
  })
  .map((own) =>
    Route.parse({ language: "en-US", voice: "Polly.Joanna-Neural", first: "s0", ...own }),
  );

const voiceVersion = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7de0";
const ready: AgentFacts = { state: "ready", version: voiceVersion, url: "wss://agent.test" };
const full: AgentFacts = { state: "full", version: voiceVersion, url: null };

const time = fc.option(fc.integer({ min: 0, max: 2_000_000_000_000 }), { nil: null });
/** How many devices of somebody ring one after another. */
const inTurn = fc.constantFrom(undefined, undefined, 1, 2, 4);
/** Facts about the same people. */
export const anyFacts: fc.Arbitrary<Facts> = fc.record({
  people: fc
    .tuple(...people.map(() => fc.tuple(fc.constantFrom(...availabilities), time, time, inTurn)))
    .map((all) =>
      all.map(
        ([availability, rung_at, talked_at, devices], at): Person => ({
          ...{ user_id: people[at] ?? "", name: `P${at}`, availability, rung_at, talked_at },
          ...(devices && { devices }),
        }),
      ),
    ),
  owner_id: fc.option(fc.constantFrom(...people), { nil: null }),
  last_speaker: fc.option(
    fc.record({ user_id: fc.constantFrom(...people), at: fc.constant(1_780_000_000_000) }),
    { nil: null },
  ),
  queue: fc.option(
    fc.record({
      ...{ step: fc.constantFrom("s0", "s1", "s2"), ring: fc.constantFrom(null, ...people) },
      position: fc.constantFrom(null, 1, 7),
      expected_seconds: fc.constantFrom(null, 30, 700),
    }),
    { nil: null },
  ),
  may_call_back: fc.constant(true),
  groups: fc
    .tuple(...groupIds.slice(1).map(() => fc.shuffledSubarray(people)))
    .map((all) => Object.fromEntries(all.map((one, at) => [groupIds[at + 1], one]))),
  agents: fc
    .tuple(...voiceAgents.slice(1).map(() => fc.constantFrom<AgentFacts>(ready, full)))
    .map((states) => Object.fromEntries(states.map((one, at) => [voiceAgents[at + 1], one]))),
});

export const anyMoment = fc.date({
  ...{ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true },
});
