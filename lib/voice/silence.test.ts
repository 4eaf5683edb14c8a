import { DOMParser, type Element } from "@xmldom/xmldom";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkRoute, isSound } from "@/lib/routing/check";
import { Route } from "@/lib/routing/route";
import type { Act, Facts, Input } from "@/lib/routing/turn";
import { anyFacts, anyMoment, anyRoute, keys, people } from "@/tests/support/any-route";
import { playLive } from "@/tests/support/live-route";

const allowed = { countries: ["US"], prefixes: [] };
const known = { people: new Set(people), mayCall: () => true };
const acceptedRoute = anyRoute.filter((route) => isSound(checkRoute(route, known)));
const anyPhones = fc
  .subarray(people)
  .map((some) =>
    Object.fromEntries(some.map((user): [string, string[]] => [user, ["+12065550111"]])),
  );
const anyCase = fc.record({
  ...{ route: acceptedRoute, facts: anyFacts, phones: anyPhones, records: fc.boolean() },
  ...{ reloading: fc.subarray(people), moment: anyMoment },
  choices: fc.array(fc.constantFrom("", "", "5", ...keys), { minLength: 12, maxLength: 12 }),
});

/** What the caller does, or Twilio for them: nobody answers, and keys are pressed or not. */
function inputFor(act: Act, choice: string): Input | null {
  switch (act.kind) {
    case "gather":
      return { kind: "digits", digits: choice };
    case "dial":
    case "forward":
      return { kind: "dialed", accepted: false };
    case "enqueue":
      return { kind: "waited" };
    case "stream":
      return { kind: "agent_done", is_served: false, reason: "it ended", taken_by: null };
    default:
      return null;
  }
}

/** How a caller hears a call, document by document: seconds of silence, or null for a sound. */
function heardIn(twiml: string, pressed: boolean): (number | null)[] {
  const xml = new DOMParser().parseFromString(twiml, "text/xml").documentElement;
  const hear = (verb: Element): (number | null)[] => {
    switch (verb.tagName) {
      case "Pause":
        return [Number(verb.getAttribute("length") ?? 1)];
      case "Gather": {
        const asked = verbsIn(verb).flatMap(hear);
        return pressed ? asked : [...asked, Number(verb.getAttribute("timeout") ?? 5)];
      }
      case "Say":
        return verb.textContent?.trim() ? [null] : [];
      // Ringing, a beep, an agent's greeting.
      case "Play":
      case "Dial":
      case "Record":
      case "Connect":
        return [null];
      case "Redirect":
      case "Hangup":
      case "Reject":
        return [];
      default:
        throw new Error(`Nobody knows how ${verb.tagName} sounds`);
    }
  };
  return xml ? verbsIn(xml).flatMap(hear) : [];
}

const verbsIn = (element: Element): Element[] =>
  [...element.childNodes].filter((node): node is Element => node.nodeType === node.ELEMENT_NODE);

/** The longest time (seconds) without a sound. */
function longest(sounds: (number | null)[]): number {
  let [most, now] = [0, 0];
  for (const sound of sounds) {
    now = sound === null ? 0 : now + sound;
    most = Math.max(most, now);
  }
  return most;
}

type Call = Omit<Parameters<typeof playLive>[0], "allowed">;

/** The longest silence of a call in which the caller presses these keys, or none ("") at each. */
function longestOf(call: Call, choices: readonly string[]): number {
  const inputs: (Input | null)[] = [];
  const turns = playLive({ ...call, allowed }, (act, at) => {
    const input = at < choices.length ? inputFor(act, choices[at] ?? "") : null;
    inputs.push(input);
    return input;
  });
  const sounds = turns.flatMap(({ twiml }, at) => {
    const input = inputs[at];
    return heardIn(twiml, input?.kind === "digits" && input.digits !== "");
  });
  return longest(sounds);
}

test("from one sound to the next, over all that Twilio is answered, five seconds pass at most", () => {
  fc.assert(
    fc.property(anyCase, ({ choices, ...call }) => {
      expect(longestOf(call, choices)).toBeLessThanOrEqual(5);
    }),
    { numRuns: 500 },
  );
});

test("also where a menu that nobody answered leads to a page that is being loaded again", () => {
  const [ana = ""] = people;
  const sound = { text: "Acme Solar." };
  const ring = { kind: "ring", name: "", order: "at_once", seconds: 15 };
  const route = Route.parse({
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "menu" },
    steps: {
      menu: {
        ...{ kind: "menu", name: "", sound, keys: { 1: "ring" }, no_choice: "ring" },
        ...{ timeout_seconds: 5, times: 1 },
      },
      ring: { ...ring, who: { kind: "people", people: [ana] }, not_free: "box", no_answer: "box" },
      box: { kind: "voicemail", name: "", sound, mailbox: { kind: "shared" }, max_seconds: 60 },
    },
  });
  const free = { user_id: ana, name: "Ana", rung_at: null, talked_at: null };
  const facts: Facts = {
    ...{ owner_id: null, last_speaker: null, queue: null, may_call_back: true },
    people: [{ ...free, availability: "free" }],
  };
  const call = { route, facts, phones: {}, reloading: [ana], records: false, moment: new Date(0) };
  expect(longestOf(call, [""])).toBe(5);
  expect(longestOf(call, ["1"])).toBe(3);
});
