import { DOMParser } from "@xmldom/xmldom";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeTwiml } from "@/lib/twilio/code-twiml";
import type { Decision } from "@/lib/voice/decision";
import { renderTwiml } from "@/lib/voice/render";

/** Any sequence of UTF-16 code units: control characters and halves of surrogate pairs too. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 120 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 120 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom("\0", "\v", "\f", "\ufffe", "\ud800", "<", "&", "]]>", '"', "a"))
    .map((parts) => parts.join("")),
);

/** The document's elements by name. Throws when it is not well-formed XML 1.0. */
function elementsOf(xml: string): string[] {
  expect(xml).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
  const onError = (_: string, message: string) => {
    throw new Error(message);
  };
  const document = new DOMParser({ onError }).parseFromString(xml, "text/xml");
  return [...document.getElementsByTagName("*")].map(({ tagName }) => tagName);
}

const dial = {
  call_id: "call",
  call_sid: "CA1",
  record: true,
  time_limit_seconds: 60,
};

/** Every answer that connects people, with one text in each place that can hold one. */
const connecting: [name: string, element: string, decision: (text: string) => Decision][] = [
  [
    "a caller is forwarded",
    "Dial",
    (text) => ({
      ...{ ...dial, kind: "forward", user_id: text, phone: text, caller_id: text },
      ...{ company: text, notice: text, in_browser: true },
    }),
  ],
  [
    "the customer is dialled",
    "Dial",
    (text) => ({
      ...dial,
      kind: "dial_customer",
      to: text,
      extension: text,
      caller_id: text,
      announce: true,
    }),
  ],
  [
    "a colleague is dialled",
    "Client",
    (text) => ({
      ...{ ...dial, kind: "dial_colleague", user_id: text, callee_id: text, phone: text },
      further: [text],
      ...{ caller_id: text, in_browser: true },
    }),
  ],
  [
    "the rep is asked to accept",
    "Gather",
    (text) => ({ kind: "ask_to_accept", call_id: "call", user_id: text, who: text }),
  ],
  [
    "the rep is asked to connect",
    "Gather",
    (text) => ({
      kind: "ask_to_connect",
      call_id: "call",
      who: text,
      to: text,
      extension: text,
      record: true,
    }),
  ],
];

describe("whatever the text in a name, a company, a notice or a number,", () => {
  test.each(connecting)("%s", (_, element, decision) => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(elementsOf(renderTwiml(decision(text)))).toContain(element);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each<[string, (text: string) => string]>([
    ["a notice is said", (notice) => renderTwiml({ kind: "announce", notice })],
    ["a sentence is said", (sentence) => renderTwiml({ kind: "say_and_hangup", sentence })],
    [
      "a message is taken",
      (company) =>
        renderTwiml({
          ...{ kind: "take_message", call_id: "c1", role: "caller", mailbox: null },
          company,
        }),
    ],
    ["a code is spoken", (company) => codeTwiml(company, "123456")],
  ])("%s", (_, render) => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(elementsOf(render(text))[0]).toBe("Response");
      }),
      { numRuns: 2_000 },
    );
  });
});

test("a soft line break is a pause, and other words are said as they are", () => {
  const twiml = renderTwiml({ kind: "say_and_hangup", sentence: "Bob\u000bX & Söhne, 電話 🎈" });
  expect(twiml).toContain("<Say>Bob X &amp; Söhne, 電話 🎈</Say>");
});

/** Seconds until a phone that answers an ask with silence is hung up on. */
function secondsAsked(decision: Decision): number {
  const twiml = renderTwiml(decision);
  const sum = (pattern: RegExp, seconds: (found: string) => number) =>
    [...twiml.matchAll(pattern)].reduce((total, [, found = ""]) => total + seconds(found), 0);
  const wordsPerSecond = 2.6;
  return (
    sum(/<Say>(.*?)<\/Say>/g, (words) => words.split(" ").length / wordsPerSecond) +
    sum(/<Pause length="(\d+)"/g, Number) +
    sum(/<Gather[^>]* timeout="(\d+)"/g, Number)
  );
}

const anyone = { call_id: "call", user_id: "user", who: "Caleb Ellison" };

test.each<[string, Decision]>([
  [
    "a rep who calls",
    { kind: "ask_to_connect", ...anyone, to: "+12065550177", extension: "", record: false },
  ],
  ["a rep who is called", { kind: "ask_to_accept", ...anyone }],
])("%s has 25 to 30 seconds to find the key", (_, decision) => {
  expect(secondsAsked(decision)).toBeGreaterThanOrEqual(25);
  expect(secondsAsked(decision)).toBeLessThanOrEqual(30);
});

test("who has a name of nothing audible is someone", () => {
  const ask = {
    call_id: "call",
    who: "\u200b",
    to: "+12065550177",
    extension: "",
    record: false,
  } as const;
  expect(renderTwiml({ kind: "ask_to_connect", ...ask })).toContain("Calling someone.");
});

test.each([
  ["wants to know when we open", "Wants to know when we open."],
  ["Can I speak to a person?", "Can I speak to a person?"],
  ["They ask for Ana.", "They ask for Ana."],
  ["the caller pressed 0", "The caller pressed 0."],
  ["the caller pressed 0; last words: “Ana”", "The caller pressed 0; last words: “Ana”."],
])("whoever is called hears in a sentence what a voice agent was told: %s", (summary, words) => {
  const twiml = renderTwiml({ kind: "ask_to_accept", ...anyone, summary });
  expect(twiml).toContain(`Call from Caleb Ellison. ${words} Press 1 to accept.`);
});

test.each(["", "\u200b", null])("of %j nothing is said", (summary) => {
  const twiml = renderTwiml({ kind: "ask_to_accept", ...anyone, summary: summary ?? undefined });
  expect(twiml).toContain("Call from Caleb Ellison. Press 1 to accept.");
});

test("a notice of nothing audible is not said: Twilio takes an empty Say for a mistake", () => {
  expect(elementsOf(renderTwiml({ kind: "announce", notice: "\u200b \u000b" }))).toEqual([
    "Response",
  ]);
});
