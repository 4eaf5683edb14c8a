import { expect, test } from "vitest";
import { Route } from "@/lib/routing/route";
import { arriving, type Input, type State } from "@/lib/routing/turn";
import { isServedNext } from "@/lib/routing/wishes";

const ring = { kind: "ring", name: "", who: { kind: "everyone" }, order: "at_once", seconds: 20 };
const route = Route.parse({
  ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "menu" },
  steps: {
    menu: {
      ...{ kind: "menu", name: "", sound: { text: "Your choice?" }, no_choice: "bye" },
      ...{ keys: { 1: "hello", 2: "ring" }, timeout_seconds: 3, times: 1 },
    },
    hello: { kind: "greeting", name: "", sound: { text: "Hello." }, next: "open" },
    open: { kind: "hang_up", name: "", sound: { text: "We open at nine." }, serves: true },
    ring: { ...ring, not_free: "open", no_answer: "open" },
    bye: { kind: "hang_up", name: "", sound: null, serves: false },
  },
});
const asked: State = { ...arriving, step: "menu", turns: 1, menus: 1, asked: 1 };
const press = (digits: string): Input => ({ kind: "digits", digits });

test.each<[string, State, Input, boolean]>([
  ["chose what the system says", asked, press("1"), true],
  ["only heard the end", asked, press(""), false],
  ["was to reach a person first", asked, press("2"), false],
  ["is asked for a choice", arriving, { kind: "arrived" }, false],
])("a caller who %s", (_, state, input, isServed) => {
  expect(isServedNext(route, () => true, new Date(0), state, input)).toBe(isServed);
});
