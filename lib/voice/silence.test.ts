import { DOMParser, type Element } from "@xmldom/xmldom";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkRoute, isSound } from "@/lib/routing/check";
import type { Act, Input } from "@/lib/routing/turn";
import { anyFacts, anyMoment, anyRoute, keys, people } from "@/tests/support/any-route";
import { playLive } from "@/tests/support/live-route";

const allowed = { countries: ["US"], prefixes: [] };
const known = { people: new Set(people), mayCall: () => true };
const acceptedRoute = anyRoute.filter((route) => isSound(checkRoute(route, known)));
const anyPhones = fc
  .subarray(people)
  .map((some) => Object.fromEntries(some.map((user): [string, string[]] => [user, ["+12065550111"]])));
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

test("from one sound to the next, over all that Twilio is answered, five seconds pass at most", () => {
  fc.assert(
    fc.property(anyCase, ({ choices, ...call }) => {
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
      expect(longest(sounds)).toBeLessThanOrEqual(5);
    }),
    { numRuns: 500 },
  );
});
