import { expect, test } from "vitest";
import { decideStep } from "@/lib/routing/decide";
import type { Person } from "@/lib/routing/people";
import { Route } from "@/lib/routing/route";
import {
  arriving,
  type Facts,
  type Input,
  type QueueFacts,
  readState,
  type State,
  writeState,
} from "@/lib/routing/turn";
import { wishesOf } from "@/lib/routing/wishes";

const [ana, ben] = ["4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c01", "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c02"];
const box = { kind: "voicemail", name: "", mailbox: { kind: "shared" }, max_seconds: 60 };
const route = Route.parse({
  ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "sales" },
  steps: {
    sales: {
      ...{ kind: "queue", name: "Sales", who: { kind: "people", people: [ana, ben] } },
      ...{ max_waiting: 2, max_wait_seconds: 300, priority: 4, callback_key: "5" },
      ...{ full: "ring", waited_too_long: "box" },
    },
    ring: {
      ...{ kind: "ring", name: "", who: { kind: "everyone" }, order: "at_once", seconds: 20 },
      ...{ not_free: "box", no_answer: "box" },
    },
    box: { ...box, sound: { text: "Leave a message." } },
  },
});

const person = (user_id: string, availability: Person["availability"]): Person => ({
  ...{ user_id, name: user_id === ana ? "Ana" : "Ben", availability },
  ...{ rung_at: null, talked_at: null },
});
const facts = (queue: Partial<QueueFacts> | null, change: Partial<Facts> = {}): Facts => ({
  ...{ people: [person(ana, "free"), person(ben, "on_call")], owner_id: null, last_speaker: null },
  queue: queue && { step: "sales", position: 1, ring: null, expected_seconds: null, ...queue },
  may_call_back: true,
  ...change,
});
const noon = new Date("2026-06-02T12:00:00Z").getTime();
const at = (seconds: number) => new Date(noon + seconds * 1000);
const waiting: State = {
  ...{ ...arriving, step: "sales", turns: 1 },
  wait: { joined: noon, since: noon, round: 0 },
};
const waited: Input = { kind: "waited" };

test("a caller joins, and hears where they stand when Twilio asks what is next", () => {
  const joined = decideStep(route, facts({ position: 3 }), at(0), arriving, { kind: "arrived" });
  expect(joined).toMatchObject({ act: { kind: "enqueue", plays: false }, says: [] });
  const known = facts({ position: 3, expected_seconds: 200 });
  const turn = decideStep(route, known, at(1), joined.state, waited);
  expect(turn.act).toEqual({ kind: "enqueue", plays: true, callback_key: "5" });
  expect(turn.says.map(({ text }) => text)).toEqual([
    "You are number 3 in line. The expected wait is about 4 minutes. Please stay on the line. " +
      "To be called back without losing your place, press 5.",
  ]);
  expect(turn.taken.map(({ reason }) => reason)).toEqual(["number 3 in line"]);
});

test("what was waited already is no longer expected, and a minute is the least that is said", () => {
  const known = facts({ expected_seconds: 200 });
  const said = (seconds: number) =>
    decideStep(route, known, at(seconds), waiting, waited).says[0]?.text;
  expect(said(100)).toContain("about 2 minutes");
  expect(said(190)).toContain("about one minute");
  expect(said(290)).toContain("about one minute");
});

test("it is their turn once the database has claimed somebody: that phone alone rings", () => {
  const turn = decideStep(route, facts({ ring: ana }), at(20), waiting, waited);
  expect(turn.act).toEqual({ kind: "dial", user_ids: [ana], seconds: 20, via: "Sales" });
  expect(turn.state.wait).toMatchObject({ joined: noon, since: at(20).getTime() });
  expect(turn.taken[0]?.considered.map(({ result }) => result)).toEqual(["rung", "on_call"]);
});

test("who is free and not theirs is not rung", () => {
  const turn = decideStep(route, facts({ position: 2 }), at(20), waiting, waited);
  expect(turn.act.kind).toBe("enqueue");
  expect(turn.taken[0]?.considered.map(({ result }) => result)).toEqual(["not_yet", "on_call"]);
});

test("a phone where calls may not go is not rung: the caller waits on", () => {
  const people = [person(ana, "no_phone"), person(ben, "on_call")];
  const turn = decideStep(route, facts({ ring: ana }, { people }), at(20), waiting, waited);
  expect(turn.act.kind).toBe("enqueue");
});

test.each<[string, number, Input]>([
  ["while music played", 300, waited],
  ["while a phone rang", 301, { kind: "dialed", accepted: false }],
])("after the longest wait the call goes on along its route: %s", (_, seconds, input) => {
  const turn = decideStep(route, facts({ ring: ana }), at(seconds), waiting, input);
  expect(turn.act.kind).toBe("record");
  expect(turn.state.wait).toBeNull();
});

test("nobody answered: the wait goes on from its beginning, and as long as before", () => {
  const rang: Input = { kind: "dialed", accepted: false };
  const turn = decideStep(route, facts({}), at(60), waiting, rang);
  expect(turn).toMatchObject({ act: { kind: "enqueue", plays: false } });
  expect(turn.state.wait).toEqual({ joined: noon, since: at(60).getTime(), round: 2 });
  const next = decideStep(route, facts({}), at(61), turn.state, waited);
  expect(next.says[0]?.text).toContain("You are number 1 in line.");
});

test("a full queue leads on, and its people are asked for in the same round trip", () => {
  const full = facts({ position: null });
  const turn = decideStep(route, full, at(0), arriving, { kind: "arrived" });
  expect(turn.act).toMatchObject({ kind: "dial", user_ids: [ana] });
  const wishes = wishesOf(route, () => true, at(0), arriving, { kind: "arrived" });
  expect(wishes).toEqual([
    {
      ...{ whom: "queue", people: [ana, ben], step: "sales", name: "Sales", priority: 4 },
      ...{ max_waiting: 2, joined: noon, joins: true },
    },
    { whom: "people", people: null, order: "at_once", tried: [] },
  ]);
  // Who has joined never finds it full.
  const stays: State = { ...waiting, wait: { joined: noon, since: noon, round: 1 } };
  expect(wishesOf(route, () => true, at(20), stays, waited)).toHaveLength(1);
});

test("without a number that may be called, no callback is offered", () => {
  const known = facts({}, { may_call_back: false });
  const turn = decideStep(route, known, at(0), waiting, waited);
  expect(turn.act).toMatchObject({ callback_key: null });
  expect(turn.says[0]?.text).not.toContain("called back");
});

test("while the database is away, whoever was free last is rung, one after the other", () => {
  const people = [person(ana, "free"), person(ben, "free")];
  const away = facts(null, { people });
  const first = decideStep(route, away, at(0), arriving, { kind: "arrived" });
  expect(first.act).toMatchObject({ kind: "dial", user_ids: [ana] });
  const rang: Input = { kind: "dialed", accepted: false };
  const second = decideStep(route, away, at(25), first.state, rang);
  expect(second.act).toMatchObject({ kind: "dial", user_ids: [ben] });
  const third = decideStep(route, away, at(50), second.state, rang);
  expect(third.act).toMatchObject({ kind: "enqueue", plays: false });
  expect(decideStep(route, away, at(300), third.state, waited).act.kind).toBe("record");
});

test("a wait of any length is no loop: only what Twilio does in between counts", () => {
  let state: State = waiting;
  for (let turn = 1; turn < 200; turn += 1) {
    const next = decideStep(route, facts({}), at(1), state, waited);
    expect(next.act.kind).toBe("enqueue");
    state = readState(writeState(next.state)) ?? arriving;
    expect(state).toEqual(next.state);
  }
});

test("a queue's own music is played once the caller has joined", () => {
  const file = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c0a";
  const { sales, ...steps } = route.steps;
  const own = Route.parse({
    ...route,
    steps: { ...steps, sales: { ...sales, music: { audio: file } } },
  });
  const joined = decideStep(own, facts({}), at(0), arriving, { kind: "arrived" });
  expect(joined.act).toEqual({ kind: "enqueue", plays: false, callback_key: "5" });
  const turn = decideStep(own, facts({}), at(1), joined.state, waited);
  expect(turn.act).toEqual({ kind: "enqueue", plays: true, callback_key: "5", music: file });
});
