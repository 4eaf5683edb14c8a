import { expect, test } from "vitest";
import { segmentsOf } from "@/local/carrier/engine/messages/segments";

test.each([
  ["an empty text", "", 1],
  ["160 plain letters", "x".repeat(160), 1],
  ["161 plain letters", "x".repeat(161), 2],
  ["306 plain letters", "x".repeat(306), 2],
  ["307 plain letters", "x".repeat(307), 3],
  ["80 euro signs, two places each", "€".repeat(80), 1],
  ["81 euro signs", "€".repeat(81), 2],
  ["153 places that end in half a brace", `${"x".repeat(152)}{${"x".repeat(20)}`, 2],
  ["70 letters with one that is not in the alphabet", `ș${"x".repeat(69)}`, 1],
  ["71 of them", `ș${"x".repeat(70)}`, 2],
  ["35 emoji, two places each", "😀".repeat(35), 1],
  ["36 emoji", "😀".repeat(36), 2],
])("%s: %s segments", (_, body, segments) => {
  expect(segmentsOf(body)).toBe(segments);
});
