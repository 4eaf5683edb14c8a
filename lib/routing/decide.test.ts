import { describe, expect, test } from "vitest";
import { decideStep } from "@/lib/routing/decide";
import { defaultRoute } from "@/lib/routing/default-route";
import { type Availability, consideredWords, type Person } from "@/lib/routing/people";
import { Route, type Step } from "@/lib/routing/route";
import { takenWords } from "@/lib/routing/taken-words";
import { arriving, type Facts, type Input, type State, type Turn } from "@/lib/routing/turn";

const ids = {
  ana: "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c01",
  ben: "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c02",
  cleo: "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c03",
};
const { ana, ben, cleo } = ids;
const person = (
  user_id: string,
  availability: Availability,
  rest: Partial<Person> = {},
): Person => ({
  ...{ user_id, availability, rung_at: null, talked_at: null },
  ...{ name: user_id === ana ? "Ana" : user_id === ben ? "Ben" : "Cleo", ...rest },
});
const factsWith = (...people: Person[]): Facts => ({
  ...{ people, owner_id: null, last_speaker: null, queue: null, may_call_back: true },
});
const allFree = factsWith(person(ana, "free"), person(ben, "free"), person(cleo, "free"));

const tuesdayNoon = new Date("2026-06-02T16:00:00Z");
const tuesdayNight = new Date("2026-06-03T02:00:00Z");

const byDefault = defaultRoute({
  ...{ name: "Acme Solar", time_zone: "America/New_York", language: "en-US" },
});
const arrive = (route: Route, facts = allFree, moment = tuesdayNoon) =>
  decideStep(route, facts, moment, arriving, { kind: "arrived" });
const goOn = (route: Route, state: State, input: Input, facts = allFree) =>
  decideStep(route, facts, tuesdayNoon, state, input);

const textOf = (sentences: { text: string }[]) => sentences.map(({ text }) => text);

describe("a new company's call", () => {
  test("while open rings everybody who is free, right after the greeting", () => {
    const facts = factsWith(person(ana, "on_call"), person(ben, "free"), person(cleo, "free"));
    const turn = arrive(byDefault, facts);
    expect(textOf(turn.says)).toEqual(["Acme Solar."]);
    expect(turn.act).toEqual({
      ...{ kind: "dial", user_ids: [ben, cleo], seconds: 20, via: "Everyone" },
    });
    expect(turn.taken.map(({ reason }) => reason)).toEqual(["said", "open", "rang"]);
    expect(turn.taken.at(-1)?.considered.map(consideredWords)).toEqual([
      ...["Ana: on a call", "Ben: rung", "Cleo: rung"],
    ]);
  });

  test("takes a message at night", () => {
    const turn = arrive(byDefault, allFree, tuesdayNight);
    expect(turn.act).toEqual({
      ...{ kind: "record", mailbox: { kind: "shared" }, max_seconds: 120 },
    });
    expect(turn.says).toHaveLength(2);
  });

  test("takes a message when nobody is free, and when nobody answers", () => {
    expect(arrive(byDefault, factsWith(person(ana, "away"))).act.kind).toBe("record");
    const { state } = arrive(byDefault);
    expect(goOn(byDefault, state, { kind: "dialed", accepted: false }).act.kind).toBe("record");
  });

  test("is over after a talk, and after a message with thanks", () => {
    const { state } = arrive(byDefault);
    const steps = (turn: Turn) => turn.taken.map(takenWords);
    const hangUp = { kind: "hang_up", serves: false };
    const talked = goOn(byDefault, state, { kind: "dialed", accepted: true });
    expect(talked).toMatchObject({ says: [], act: hangUp });
    expect(steps(talked)).toEqual(["Ring “Everyone”: the caller talked with a person"]);
    const asked = goOn(byDefault, state, { kind: "dialed", accepted: false });
    const recorded = goOn(byDefault, asked.state, { kind: "recorded" });
    expect(steps(recorded)).toEqual([expect.stringMatching(/^Voicemail.*: took a message$/)]);
    expect(recorded.act).toEqual(hangUp);
    expect(textOf(recorded.says)).toEqual(["Thank you. Your message was saved. Goodbye."]);
  });
});

const sound = { text: "Acme Solar." };
const bye: Step = { kind: "hang_up", name: "", sound: null, serves: false };
const box: Step = {
  ...{ kind: "voicemail", name: "", mailbox: { kind: "shared" }, sound, max_seconds: 60 },
};
const routeOf = (first: string, steps: Record<string, Step>) =>
  Route.parse({ language: "en-US", voice: "Polly.Joanna-Neural", first, steps });
const ringing = (order: "at_once" | "in_turn" | "round_robin" | "longest_idle") =>
  routeOf("sales", {
    sales: {
      ...{ kind: "ring", name: "Sales", who: { kind: "people", people: [cleo, ana, ben] }, order },
      ...{ seconds: 15, not_free: "bye", no_answer: "box" },
    },
    ...{ bye, box },
  });

/** Who is rung, one answer after another, while nobody accepts. */
function rungBy(route: Route, facts: Facts): string[][] {
  const rung: string[][] = [];
  let turn = arrive(route, facts);
  while (turn.act.kind === "dial") {
    rung.push(turn.act.user_ids);
    turn = goOn(route, turn.state, { kind: "dialed", accepted: false }, facts);
  }
  return rung;
}

describe("people are rung", () => {
  const facts = factsWith(
    person(ana, "free", { rung_at: 200, talked_at: 50 }),
    person(ben, "free", { rung_at: 100, talked_at: 300 }),
    person(cleo, "free", { rung_at: 300, talked_at: 100 }),
  );
  test.each([
    ["at_once", [[cleo, ana, ben]]],
    ["in_turn", [[cleo], [ana], [ben]]],
    ["round_robin", [[ben], [ana], [cleo]]],
    ["longest_idle", [[ana], [cleo], [ben]]],
  ] as const)("%s", (order, rung) => {
    expect(rungBy(ringing(order), facts)).toEqual(rung);
  });

  test("in turn: who became busy meanwhile is passed over", () => {
    const { state } = arrive(ringing("in_turn"));
    const now = factsWith(person(ana, "on_call"), person(ben, "free"), person(cleo, "free"));
    const turn = goOn(ringing("in_turn"), state, { kind: "dialed", accepted: false }, now);
    expect(turn.act).toMatchObject({ kind: "dial", user_ids: [ben] });
    expect(turn.taken[0]?.considered.map(consideredWords)).toEqual([
      ...["Cleo: didn't answer", "Ana: on a call", "Ben: rung"],
    ]);
  });

  test("never a person who left", () => {
    const turn = arrive(ringing("at_once"), factsWith(person(ana, "free")));
    expect(turn.act).toMatchObject({ user_ids: [ana] });
  });

  test("ten at once at most: Twilio rings no more", () => {
    const many = Array.from({ length: 14 }, (_, n) =>
      person(`4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c${20 + n}`, "free"),
    );
    const { act } = arrive(byDefault, factsWith(...many));
    expect(act.kind === "dial" && act.user_ids).toHaveLength(10);
  });
});

describe("the contact's owner, and who talked with the caller last,", () => {
  const rest = { seconds: 15, not_free: "bye", no_answer: "box" };
  const owner = routeOf("first", { first: { kind: "owner", name: "", ...rest }, bye, box });
  const last = routeOf("first", {
    first: { kind: "last_speaker", name: "", days: 7, ...rest },
    ...{ bye, box },
  });
  const day = 86_400_000;

  test.each<[string, Route, Partial<Facts>, string]>([
    ["the owner is rung", owner, { owner_id: ben }, "dial"],
    ["nobody owns the contact", owner, {}, "reject"],
    ["the last speaker is rung", last, { last_speaker: { user_id: ben, at: -6 * day } }, "dial"],
    ["too long ago", last, { last_speaker: { user_id: ben, at: -8 * day } }, "reject"],
  ])("%s", (_, route, some, act) => {
    const { last_speaker } = some;
    const at = tuesdayNoon.getTime() + (last_speaker?.at ?? 0);
    const spoke = last_speaker ? { last_speaker: { ...last_speaker, at } } : {};
    expect(arrive(route, { ...allFree, ...some, ...spoke }).act.kind).toBe(act);
  });

  test("an owner who is away leads on, with the reason", () => {
    const facts = { ...factsWith(person(ben, "away")), owner_id: ben };
    const [taken] = arrive(owner, facts).taken;
    expect(taken?.considered.map(consideredWords)).toEqual(["Ben: away"]);
    expect(taken?.reason).toBe("nobody is free");
  });
});

describe("a menu", () => {
  const menu: Step = {
    ...{ kind: "menu", name: "Main", sound, keys: { 1: "box", 9: "main" }, no_choice: "bye" },
    ...{ timeout_seconds: 4, times: 2 },
  };
  const route = routeOf("main", { main: menu, box, bye });
  const press = (state: State, digits: string) => goOn(route, state, { kind: "digits", digits });

  test("leads where the key says", () => {
    expect(press(arrive(route).state, "1").act.kind).toBe("record");
  });

  test("is asked again after a wrong key, with a word of it, and at last leads on", () => {
    const first = arrive(route);
    expect(first.act).toMatchObject({ kind: "gather", timeout_seconds: 4 });
    const again = press(first.state, "7");
    expect(again.act.kind).toBe("gather");
    expect(textOf(again.says)).toEqual(["Sorry, that is not one of the choices."]);
    expect(press(again.state, "").act.kind).toBe("hang_up");
  });

  test("that leads back is entered twenty times and no more", () => {
    let turn = arrive(route);
    let entered = 0;
    for (; turn.act.kind === "gather"; entered += 1) turn = press(turn.state, "9");
    expect(entered).toBe(20);
    expect(turn.act.kind).toBe("hang_up");
  });
});

describe("what must not happen, and does,", () => {
  test.each<[string, Record<string, Step>]>([
    ["a first step that is not there", {}],
    ["a branch that leads nowhere", { first: { kind: "greeting", name: "", sound, next: null } }],
    ["a loop", { first: { kind: "greeting", name: "", sound, next: "first" } }],
  ])("%s: the caller leaves a message", (_, steps) => {
    const turn = arrive(routeOf("first", steps));
    expect(turn.act.kind).toBe("record");
    expect(turn.says.at(-1)?.text).toContain("leave a message");
    expect(goOn(routeOf("first", steps), turn.state, { kind: "recorded" }).act.kind).toBe(
      "hang_up",
    );
  });

  test("a call that goes around for ever ends politely", () => {
    const state = { ...arriving, step: "everyone", turns: 100 };
    const turn = goOn(byDefault, state, { kind: "dialed", accepted: false });
    expect(textOf(turn.says)).toEqual(["Goodbye."]);
    expect(turn.act.kind).toBe("hang_up");
  });
});

test("a route speaks its own language, and a sound that has another speaks that", () => {
  const german = Route.parse({
    ...{ language: "de-DE", voice: "Polly.Daniel-Neural", first: "hi" },
    steps: {
      hi: { kind: "greeting", name: "", sound: { text: "Guten Tag." }, next: "en" },
      en: { kind: "greeting", name: "", sound: { text: "Hi.", language: "en-GB" }, next: null },
    },
  });
  expect(arrive(german).says.map(({ language, voice }) => [language, voice])).toEqual([
    ...[
      ["de-DE", "Polly.Daniel-Neural"],
      ["en-GB", "Polly.Amy-Neural"],
    ],
    ["de-DE", "Polly.Daniel-Neural"],
  ]);
});
