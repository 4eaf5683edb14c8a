import { expect, test } from "vitest";
import { verdictOf } from "@/lib/call-log/words/verdict";

test.each([
  ["TN-Validation-Passed-A", /^Verified: the carrier knows the caller and that/],
  ["TN-Validation-Passed-C", /^Verified: the carrier only passed/],
  ["TN-Validation-Failed-B", /may be forged$/],
  ["TN-Validation-Failed", /may be forged$/],
  ["No-TN-Validation", /came unsigned$/],
  ["Something-New", /^Something-New$/],
])("%s", (StirVerstat, words) => {
  expect(verdictOf([{ event_data: null }, { event_data: { StirVerstat } }])).toMatch(words);
});

test("nothing is said of a call that came without a verdict", () => {
  expect(verdictOf([{ event_data: { From: "+12065550177" } }])).toBeNull();
});
