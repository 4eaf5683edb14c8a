import { describe, expect, test } from "vitest";
import { checkRoute, isSound } from "@/lib/routing/check";
import { defaultRoute } from "@/lib/routing/default-route";
import { Route, type Step } from "@/lib/routing/route";
import { routeLanguages } from "@/lib/routing/voices";

const ana = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c01";
const ben = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c02";
const known = { people: new Set([ana]), mayCall: (number: string) => number.startsWith("+1") };

const sound = { text: "Acme Solar." };
const bye: Step = { kind: "hang_up", name: "Bye", sound: null, serves: false };
const menu = (keys: Record<string, string | null>, no_choice: string | null): Step => ({
  ...{ kind: "menu", name: "Main", sound, keys, no_choice },
  ...{ timeout_seconds: 5, times: 3 },
});
const ring = (not_free: string | null, no_answer: string | null, people = [ana]): Step => ({
  ...{ kind: "ring", name: "Sales", who: { kind: "people", people }, order: "at_once" },
  ...{ seconds: 20, not_free, no_answer },
});
const greeting = (next: string | null): Step => ({ kind: "greeting", name: "", sound, next });

const route = (first: string | null, steps: Record<string, Step>) =>
  Route.parse({ language: "en-US", voice: "Polly.Joanna-Neural", first, steps });
const wordsOf = (...of: Parameters<typeof route>) =>
  checkRoute(route(...of), known).map(({ words }) => words);

test.each(routeLanguages)("the default route in %s has nothing wrong with it", (language) => {
  const made = defaultRoute({ name: "Acme Solar", time_zone: "Europe/Bucharest", language });
  expect(Route.parse(made)).toEqual(made);
  expect(checkRoute(made, known)).toEqual([]);
});

test("audio that is not there, or without the words that a menu needs, is refused", () => {
  const file = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c0a";
  const plays = (text: string) => ({ audio: file, text });
  const steps: Record<string, Step> = {
    hi: { kind: "greeting", name: "Welcome", sound: plays(""), next: "main" },
    main: {
      ...{ kind: "menu", name: "Main", sound: plays(""), keys: { 1: "bye" } },
      ...{ timeout_seconds: 5, times: 3, no_choice: "bye" },
    },
    bye: { kind: "hang_up", name: "Bye", sound: plays(""), serves: true },
  };
  const found = (audio: string[]) =>
    checkRoute(route("hi", steps), {
      ...known,
      audio: new Map(audio.map((id) => [id, { seconds: 12 }])),
    }).map(({ words }) => words);
  const needsWords =
    "Menu “Main”: needs words too: callers hear them where the audio can't be played.";
  expect(found([file])).toEqual([needsWords]);
  expect(found([])).toEqual([
    "Greeting “Welcome”: its audio file isn't there any more.",
    ...[needsWords, "Menu “Main”: its audio file isn't there any more."],
    "Hang up “Bye”: its audio file isn't there any more.",
  ]);
});

test("a queue's music is there, and short enough for callers to hear where they stand", () => {
  const audio = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c0a";
  const steps: Record<string, Step> = {
    line: {
      ...{ kind: "queue", name: "Sales", who: { kind: "everyone" }, max_waiting: 5, priority: 0 },
      ...{ max_wait_seconds: 300, callback_key: null, full: "bye", waited_too_long: "bye" },
      music: { audio },
    },
    bye: { kind: "hang_up", name: "Bye", sound: null, serves: false },
  };
  const found = (seconds?: number) =>
    checkRoute(route("line", steps), {
      ...known,
      audio: new Map(seconds === undefined ? [] : [[audio, { seconds }]]),
    }).map(({ words }) => words);
  expect(found(30)).toEqual([]);
  expect(found(31)).toEqual(["Queue “Sales”: its music is longer than 30 seconds."]);
  expect(found()).toEqual(["Queue “Sales”: its music isn't there any more."]);
});

describe("a route is refused, with the place named,", () => {
  test.each<[string, string | null, Record<string, Step>, string[]]>([
    ["without a first step", null, {}, ["The route has no first step."]],
    ["whose first step is not there", "gone", {}, ["The route has no first step."]],
    [
      "with a branch that leads nowhere",
      "sales",
      { sales: ring("bye", null), bye },
      ["Ring “Sales”, if nobody answers: leads nowhere."],
    ],
    [
      "with a key that leads to a step that was removed",
      "main",
      { main: menu({ 2: "gone" }, "bye"), bye },
      ["Menu “Main”, key 2: leads to a step that isn't there."],
    ],
    [
      "that loops",
      "hi",
      { hi: greeting("sales"), sales: ring("hi", "bye"), bye },
      ["Ring “Sales”, if nobody is free: leads back to Greeting."],
    ],
    [
      "with a step that leads to itself",
      "sales",
      { sales: ring("bye", "sales"), bye },
      ["Ring “Sales”, if nobody answers: leads back to Ring “Sales”."],
    ],
    [
      "with a menu without an end",
      "main",
      { main: menu({ 1: "bye" }, "main"), bye },
      ["Menu “Main”, without a choice: leads back to Menu “Main”."],
    ],
    [
      "with a menu without keys",
      "main",
      { main: menu({}, "bye"), bye },
      ["Menu “Main”: has no keys."],
    ],
    [
      "with a person who left",
      "sales",
      { sales: ring("bye", "bye", [ana, ben]), bye },
      ["Ring “Sales”: a person in it left the company."],
    ],
    [
      "that rings nobody",
      "sales",
      { sales: ring("bye", "bye", []), bye },
      ["Ring “Sales”: there is nobody to ring."],
    ],
    [
      "with the mailbox of a person who left",
      "box",
      {
        box: {
          ...{ kind: "voicemail", name: "Ben", sound, max_seconds: 60 },
          mailbox: { kind: "person", user_id: ben },
        },
      },
      ["Voicemail “Ben”: the person of this mailbox left the company."],
    ],
    [
      "that forwards to no number",
      "out",
      { out: { kind: "forward", name: "Out", to: "", seconds: 20, no_answer: "bye" }, bye },
      ["Forward “Out”: the number is missing."],
    ],
    [
      "that forwards where calls may not go",
      "out",
      {
        out: { kind: "forward", name: "", to: "+882161234567", seconds: 20, no_answer: "bye" },
        bye,
      },
      ["Forward: calls may not go to this number."],
    ],
    [
      "that says nothing",
      "hi",
      { hi: { kind: "greeting", name: "", sound: { text: " " }, next: "bye" }, bye },
      ["Greeting: says nothing."],
    ],
    [
      "in a time zone that there is not",
      "open",
      {
        open: {
          ...{ kind: "hours", name: "", open: "bye", closed: "bye" },
          hours: { ...weekOf("Europe/Atlantis"), holidays: [], exceptions: [] },
        },
        bye,
      },
      ["Hours: the time zone is unknown."],
    ],
  ])("%s", (_, first, steps, words) => {
    expect(wordsOf(first, steps)).toEqual(words);
    expect(isSound(checkRoute(route(first, steps), known))).toBe(false);
  });

  test("with a step that cannot be answered yet", () => {
    const kinds = new Set<Step["kind"]>(["ring"]);
    const words = checkRoute(route("bye", { bye }), { ...known, kinds }).map((one) => one.words);
    expect(words).toEqual(["Hang up “Bye”: calls can't be answered with this step yet."]);
  });
});

test("a key may lead back: the caller chooses it, and decide.ts counts", () => {
  const steps = {
    main: menu({ 1: "sub", 9: "main" }, "bye"),
    sub: menu({ 9: "main" }, "bye"),
    bye,
  };
  expect(wordsOf("main", steps)).toEqual([]);
});

test("a step that no branch leads to is named, and refuses nothing", () => {
  const findings = checkRoute(route("bye", { bye, sales: ring("bye", "bye") }), known);
  expect(findings.map(({ words }) => words)).toEqual(["Ring “Sales”: no branch leads here."]);
  expect(isSound(findings)).toBe(true);
});

test("hours that are never open are named, and refuse nothing", () => {
  const hours = { ...weekOf("UTC", []), holidays: [], exceptions: [] };
  const open: Step = { kind: "hours", name: "", hours, open: "bye", closed: "bye" };
  const findings = checkRoute(route("open", { open, bye }), known);
  expect(findings.map(({ words }) => words)).toEqual(["Hours: it is never open."]);
  expect(isSound(findings)).toBe(true);
});

function weekOf(time_zone: string, spans = [{ from: "09:00", until: "17:00" }]) {
  const week = { mon: spans, tue: spans, wed: spans, thu: spans };
  return { time_zone, week: { ...week, fri: spans, sat: spans, sun: spans } };
}
