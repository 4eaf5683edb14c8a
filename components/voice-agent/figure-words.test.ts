import { expect, test } from "vitest";
import { costOf } from "@/components/voice-agent/figure-words";

test.each([
  ["all", 0, "$1.20"],
  ["some", 9, "$1.20+"],
  ["none", 10, "unknown"],
])("where the cost of %s of the calls is known", (_, uncosted, words) => {
  expect(costOf({ cost: 1.2, calls: 10, uncosted })).toBe(words);
});
