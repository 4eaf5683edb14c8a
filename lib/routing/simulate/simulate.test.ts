import fc from "fast-check";
import { expect, test } from "vitest";
import { isAllowed } from "@/lib/core/destination";
import { reachable } from "@/lib/routing/decide-turn";
import { RouteFacts } from "@/lib/routing/facts";
import type { Route } from "@/lib/routing/route";
import { simulate } from "@/lib/routing/simulate/simulate";
import {
  type Act,
  arriving,
  type Facts,
  type Input,
  readState,
  type State,
  type Turn,
  writeState,
} from "@/lib/routing/turn";
import { decideRoute } from "@/lib/voice/decide-route";
import { anyFacts, anyMoment, anyRoute, keys, people } from "@/tests/support/any-route";

const allowed = { countries: ["US"], prefixes: [] };
const mayCall = (number: string) => isAllowed(number, allowed);
const line = {
  ...{ announce_recording: "always" as const, announce_countries: [] },
  ...{ recording_enabled: true, recording_notice: "Recorded.", call_time_limit_seconds: 3600 },
  allowed,
};
const call = {
  ...{ call_id: "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c99", call_sid: "CA1" },
  ...{ from: "+12065550123", to: "+12065550100", noticed: false, version: "v1" },
  ...{ tenant_id: "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c98", missing: new Set<string>() },
};

/** A phone at home, one abroad where calls may not go, or none. */
const anyPhones = fc
  .tuple(...people.map(() => fc.constantFrom("+12065550111", "+40721234567", "")))
  .map((all) =>
    Object.fromEntries(
      all.flatMap((phone, at) => (phone ? [[people[at] ?? "", phone] as const] : [])),
    ),
  );
const anyChoices = fc.array(fc.constantFrom("", "5", ...keys), { minLength: 8, maxLength: 8 });

/** What the caller does at a turn; null where the call is over. */
function inputFor(act: Act, choice: string): Input | null {
  if (act.kind === "gather") return { kind: "digits", digits: choice };
  if (act.kind === "dial" || act.kind === "forward") {
    return { kind: "dialed", accepted: choice === "*" };
  }
  return act.kind === "record" ? { kind: "recorded" } : null;
}

/** A call as webhooks see it: its state only in URLs, its facts as the database sent them. */
function live(
  route: Route,
  { waiting: _, ...facts }: Facts,
  phones: Record<string, string>,
  moment: Date,
  choices: readonly string[],
): { turns: Turn[]; inputs: Input[] } {
  const turns: Turn[] = [];
  const inputs: Input[] = [];
  let state: State = arriving;
  let input: Input | null = { kind: "arrived" };
  for (const choice of choices) {
    if (input === null) break;
    const known = RouteFacts.parse(JSON.parse(JSON.stringify({ ...facts, phones })));
    const decision = decideRoute(line, route, call, known, moment, { state, input });
    if (decision.kind !== "route") throw new Error("This call follows a route");
    turns.push(decision.turn);
    state = readState(writeState(decision.turn.state)) ?? arriving;
    input = inputFor(decision.turn.act, choice);
    if (input) inputs.push(input);
  }
  return { turns, inputs };
}

test("a call that is tried takes the same steps as a live one, in 1,000 random cases", () => {
  const anyCase = fc.tuple(anyRoute, anyFacts, anyPhones, anyMoment, anyChoices);
  fc.assert(
    fc.property(anyCase, ([route, facts, phones, moment, choices]) => {
      const { turns, inputs } = live(route, facts, phones, moment, choices);
      const all = { ...facts, waiting: {}, people: reachable(facts.people, { phones, mayCall }) };
      const tried = simulate({ route, facts: all, mayCall, moment, inputs });
      const shown = tried.slice(0, turns.length).map(({ turn }) => turn);
      expect(shown.map(({ says, act, taken }) => ({ says, act, taken }))).toEqual(
        turns.map(({ says, act, taken }) => ({ says, act, taken })),
      );
    }),
    { numRuns: 1_000 },
  );
});

test("what was done counts as far as it fits the route as it is now", () => {
  const step = { kind: "voicemail", name: "", mailbox: { kind: "shared" } } as const;
  const voicemail = { ...step, sound: { text: "Speak." }, max_seconds: 60 };
  const route: Route = {
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "box" },
    steps: { box: voicemail },
  };
  const facts = { people: [], owner_id: null, last_speaker: null, waiting: {} };
  const inputs: Input[] = [{ kind: "digits", digits: "1" }, { kind: "recorded" }];
  const tried = simulate({ route, facts, mayCall, moment: new Date(0), inputs });
  expect(tried.map(({ turn }) => turn.act.kind)).toEqual(["record"]);
});
