import fc from "fast-check";
import { expect, test } from "vitest";
import { isAllowed } from "@/lib/core/destination";
import { countDevices, dialable, reachable } from "@/lib/routing/decide-turn";
import { Route } from "@/lib/routing/route";
import { simulate } from "@/lib/routing/simulate/simulate";
import type { Act, Input, Turn } from "@/lib/routing/turn";
import { anyFacts, anyMoment, anyRoute, keys, people } from "@/tests/support/any-route";
import { playLive } from "@/tests/support/live-route";

const allowed = { countries: ["US"], prefixes: [] };
const mayCall = (number: string) => isAllowed(number, allowed);

/** Phones at home, one abroad where calls may not go, or none. */
const anyPhones = fc
  .tuple(...people.map(() => fc.subarray(["+12065550111", "+40721234567", "+12065550112"])))
  .map((all) => Object.fromEntries(all.map((phones, at) => [people[at] ?? "", phones] as const)));
const anyChoices = fc.array(fc.constantFrom("", "5", ...keys), { minLength: 8, maxLength: 8 });

/** What the caller does at a turn; null where the call is over. */
function inputFor(act: Act, choice: string): Input | null {
  if (act.kind === "gather") return { kind: "digits", digits: choice };
  if (act.kind === "dial" || act.kind === "forward") {
    return { kind: "dialed", accepted: choice === "*" };
  }
  if (act.kind === "enqueue") {
    const calls_back = act.plays && choice === act.callback_key;
    return calls_back ? { kind: "left_queue", because: "callback" } : { kind: "waited" };
  }
  if (act.kind === "stream") {
    return { kind: "agent_done", is_served: choice === "*", reason: "it ended", taken_by: null };
  }
  return act.kind === "record" ? { kind: "recorded" } : null;
}

/** Whether an audio file can be had is known to live calls alone: here it cannot. */
const withoutAudio = (route: Route) =>
  Route.parse(JSON.parse(JSON.stringify(route, (name, it) => (name === "audio" ? undefined : it))));
/** Whose devices ring one after another: nobody is in the browser. */
const anyInTurn = fc
  .subarray(people)
  .map((some) => Object.fromEntries(some.map((user) => [user, 1] as const)));
const anyCase = fc.record({
  ...{ route: anyRoute.map(withoutAudio), facts: anyFacts, phones: anyPhones },
  ...{ browserAt: anyInTurn, moment: anyMoment, choices: anyChoices },
});
const shown = ({ says, act, taken }: Turn) => ({ says, act, taken });

test("a call that is tried takes the same steps as a live one, in 1,000 random cases", () => {
  fc.assert(
    fc.property(anyCase, ({ route, facts, phones, browserAt, moment, choices }) => {
      const inputs: Input[] = [];
      const call = { route, facts, phones, browserAt, allowed, moment };
      const live = playLive(call, (act, at) => {
        const input = inputFor(act, choices[at] ?? "");
        if (input && at < choices.length) inputs.push(input);
        return at < choices.length ? input : null;
      });
      const reach = { phones: dialable(phones, mayCall), in_browser: [] };
      const own = facts.people.map(({ devices: _, ...person }) => {
        const devices = countDevices(reach, person.user_id);
        return { ...person, ...(person.user_id in browserAt && { devices }) };
      });
      const all = { ...facts, people: reachable(own, reach) };
      const tried = simulate({ route, facts: all, mayCall, moment, inputs });
      expect(tried.map(({ turn }) => shown(turn))).toEqual(live.map(({ turn }) => shown(turn)));
    }),
    { numRuns: 1_000 },
  );
});

type LiveTurn = Awaited<ReturnType<typeof playLive>>[number];

/** Whether an event asked to claim those whom its answer rings. */
function isAskedFor({ wishes, turn: { act, taken } }: LiveTurn): boolean {
  if (act.kind !== "dial") return true;
  const step = taken.at(-1)?.kind;
  return wishes.some(({ whom, people: named }) =>
    whom === "people"
      ? named === null || act.user_ids.every((user) => named.includes(user))
      : whom === step,
  );
}

test("whoever a live call rings, its event has asked to claim", () => {
  fc.assert(
    fc.property(anyCase, ({ route, facts, phones, browserAt, moment, choices }) => {
      // Whoever waits in a queue waits on for as long as the clock stands.
      const call = { route, facts, phones, browserAt, allowed, moment };
      const live = playLive(call, (act, at) =>
        act.kind === "enqueue" && at > 20 ? null : inputFor(act, choices[at] ?? ""),
      );
      expect(live.filter((turn) => !isAskedFor(turn))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("what was done counts as far as it fits the route as it is now", () => {
  const step = { kind: "voicemail", name: "", mailbox: { kind: "shared" } } as const;
  const voicemail = { ...step, sound: { text: "Speak." }, max_seconds: 60 };
  const route: Route = {
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "box" },
    steps: { box: voicemail },
  };
  const facts = {
    people: [],
    owner_id: null,
    last_speaker: null,
    queue: null,
    may_call_back: true,
  };
  const inputs: Input[] = [{ kind: "digits", digits: "1" }, { kind: "recorded" }];
  const tried = simulate({ route, facts, mayCall, moment: new Date(0), inputs });
  expect(tried.map(({ turn }) => turn.act.kind)).toEqual(["record"]);
});
