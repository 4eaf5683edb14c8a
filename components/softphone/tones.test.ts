import { expect, test } from "vitest";
import { toneOf, tonesIn } from "@/components/softphone/tones";

const plain = { ctrlKey: false, metaKey: false, altKey: false };

test("a number that is pasted is sent without its signs", () => {
  expect(tonesIn("+1 (202) 555-0143 #")).toBe("12025550143#");
});

test.each([
  ["2", "2"],
  ["#", "#"],
  ["a", ""],
  ["F2", ""],
  ["Enter", ""],
])("%s on a key of the pad sends “%s”", (key, tone) => {
  expect(toneOf({ key, ...plain })).toBe(tone);
});

test("Ctrl 1 is the browser's", () => {
  expect(toneOf({ key: "1", ...plain, ctrlKey: true })).toBe("");
});
