import { expect, test } from "vitest";
import { factsOf } from "@/components/voice-agent/talk-facts";

const talk = {
  ...{ model: "gpt-realtime", interruptions: 0, silences: 0, reconnects: 0, rating: null },
  ...{ usage: {}, figures: { cost: null }, notice_heard_at: null },
};
const byKind = { total_tokens: 1_900, input_text_tokens: 500, output_text_tokens: 100 };

test.each([
  ["is shown", { usage: byKind, figures: { cost: 0.04 } }, "$0.04 for the model"],
  ["needs a price", { usage: byKind }, "cost unknown: no price was entered for the model"],
  [
    ...["needs the use by kind", { usage: { total_tokens: 1_900 } }],
    "cost unknown: the provider reported no use by kind",
  ],
  ["needs any use", { usage: {} }, "cost unknown: the provider reported no use by kind"],
] as const)("what a talk cost %s", (_, changes, words) => {
  expect(factsOf({ ...talk, ...changes }).at(-1)).toBe(words);
});

test("a talk that never reached a model says nothing of its cost", () => {
  expect(factsOf({ ...talk, model: null, figures: { cost: 0 } })).toEqual([]);
});

test("a caller who heard the recording notice in the greeting did so by the record", () => {
  const notice_heard_at = "2026-12-01T10:00:05Z";
  expect(factsOf({ ...talk, notice_heard_at })).toContain("the caller heard the recording notice");
});
