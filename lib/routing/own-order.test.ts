import fc from "fast-check";
import { expect, test } from "vitest";
import { decideStep } from "@/lib/routing/decide";
import type { Person } from "@/lib/routing/people";
import { Route } from "@/lib/routing/route";
import { arriving, type Facts, type Input, type State, type Turn } from "@/lib/routing/turn";
import { wishesOf } from "@/lib/routing/wishes";
import { people } from "@/tests/support/any-route";

const [ana = "", ben = ""] = people;
const now = new Date("2026-06-02T12:00:00Z");
const unanswered: Input = { kind: "dialed", accepted: false };

function ringing(whom: string[], order: string, seconds = 20): Route {
  const box = { kind: "voicemail", name: "", mailbox: { kind: "shared" }, max_seconds: 60 };
  return Route.parse({
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "ring" },
    steps: {
      ring: {
        ...{ kind: "ring", name: "Sales", who: { kind: "people", people: whom }, order, seconds },
        ...{ not_free: "box", no_answer: "box" },
      },
      box: { ...box, sound: { text: "Speak." } },
    },
  });
}

const person = (user_id: string, change: Partial<Person> = {}): Person => ({
  ...{ user_id, name: user_id, availability: "free", rung_at: null, talked_at: null, ...change },
});
const facts = (...known: Person[]): Facts => ({
  ...{ people: known, owner_id: null, last_speaker: null, queue: null, may_call_back: true },
});

/** The turns of a call that nobody answers; `known` are the facts of each. */
function play(route: Route, known: (turn: number) => Facts): Turn[] {
  const turns = [decideStep(route, known(0), now, arriving, { kind: "arrived" })];
  for (let last = turns[0]; last?.act.kind === "dial"; last = turns.at(-1)) {
    turns.push(decideStep(route, known(turns.length), now, last.state, unanswered));
  }
  return turns;
}
const dials = (turns: Turn[]) =>
  turns.flatMap(({ act }) => (act.kind === "dial" ? [[...act.user_ids, act.device]] : []));

test("who is rung alone is rung on each of their devices, then the route goes on", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 4 }),
      fc.integer({ min: 5, max: 25 }),
      fc.constantFrom("at_once", "in_turn", "round_robin", "longest_idle"),
      (devices, seconds, order) => {
        const turns = play(ringing([ana], order, seconds), () => facts(person(ana, { devices })));
        const each = Array.from({ length: devices }, (_, device) => [ana, device]);
        expect(dials(turns)).toEqual(each);
        expect(turns.at(-1)?.act.kind).toBe("record");
        for (const { act } of turns) {
          if (act.kind !== "dial") continue;
          expect(act.seconds).toBeLessThanOrEqual(seconds);
          expect(act.seconds * devices).toBeGreaterThanOrEqual(seconds);
          expect(act.seconds).toBeGreaterThanOrEqual(Math.min(10, seconds));
        }
      },
    ),
  );
});

test("in turn, all of one's devices ring before the next person does", () => {
  const known = () => facts(person(ana, { devices: 2 }), person(ben));
  const turns = play(ringing([ana, ben], "in_turn"), known);
  expect(dials(turns)).toEqual([
    [ana, 0],
    [ana, 1],
    [ben, undefined],
  ]);
  const [, second] = turns;
  expect(second?.taken[0]).toMatchObject({
    reason: "rang the next of their phones",
    considered: [
      { user_id: ana, result: "rung" },
      { user_id: ben, result: "not_yet" },
    ],
  });
});

test("where several ring at once, everything of theirs does", () => {
  const known = () => facts(person(ana, { devices: 3 }), person(ben, { availability: "away" }));
  expect(dials(play(ringing([ana, ben], "at_once"), known))).toEqual([[ana, undefined]]);
});

test.each(["on_call", "declined"] as const)(
  "who is %s meanwhile is not rung on the next",
  (availability) => {
    const known = (turn: number) =>
      facts(person(ana, { devices: 3, ...(turn > 0 && { availability }) }), person(ben));
    expect(dials(play(ringing([ana, ben], "in_turn"), known))).toEqual([
      [ana, 0],
      [ben, undefined],
    ]);
  },
);

test("the event between two devices asks to claim the same person again, then the next", () => {
  const route = ringing([ana, ben], "in_turn");
  const wishes = (state: State) => wishesOf(route, () => true, now, state, unanswered);
  const [first, second] = play(route, () => facts(person(ana, { devices: 2 }), person(ben)));
  const wish = { whom: "people", people: [ana, ben], order: "in_turn" };
  const next = { ...wish, tried: [0] };
  expect(wishes(first?.state ?? arriving)).toEqual([{ ...wish, tried: [], again: 0 }, next]);
  expect(wishes(second?.state ?? arriving)).toEqual([next]);
});
