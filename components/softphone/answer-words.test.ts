import { expect, test } from "vitest";
import { answerWords } from "@/components/softphone/answer-words";

test.each([
  [null, false, "Answer on your phone"],
  ["phone", true, "Answer on your phone"],
  ["both", false, "Answer on your phone"],
  ["both", true, "Answer on your phone. Your browser wasn't connected when this call came."],
  ["browser", false, null],
  ["browser", true, "Your browser wasn't connected when this call came."],
] as const)("rung on %s, late: %s: “%s”", (rings_on, isLate, words) => {
  expect(answerWords(rings_on, isLate)).toBe(words);
});
