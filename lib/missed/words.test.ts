import { expect, test } from "vitest";
import { busyWords, claimWords, closedWords, countWords } from "@/lib/missed/words";

const [me, maya] = ["u1", "u2"];
const names = new Map([
  [me, "Tom Whitaker"],
  [maya, "Maya Chen"],
]);
const open = {
  reached_at: null,
  reached_by: null,
  reached_direction: null,
  dismissed_by: null,
  dismissed_reason: null,
  dismissed_note: null,
};
const reached = { ...open, reached_at: "2026-11-28T23:58:00Z" };

test.each([
  [1, "missed", "Missed call"],
  [3, "missed", "3 missed calls"],
  [100, "missed", "100+ missed calls"],
  [1, "voicemail", "Voicemail"],
  [2, "of later", "2 missed calls"],
])("%i of kind %s reads as %s", (calls, kind, words) => {
  expect(countWords({ calls, kind })).toBe(words);
});

test.each([
  [{ ...reached, reached_by: maya, reached_direction: "outbound" }, "Called back by Maya Chen"],
  [{ ...reached, reached_by: me, reached_direction: "outbound" }, "Called back by you"],
  [{ ...reached, reached_by: maya, reached_direction: "inbound" }, "Got through to Maya Chen"],
  [{ ...reached, reached_direction: "outbound" }, "Called back"],
  [{ ...open, dismissed_by: maya, dismissed_reason: "spam" }, "Dismissed by Maya Chen: Spam"],
  [
    { ...open, dismissed_by: me, dismissed_reason: "other", dismissed_note: "A friend" },
    "Dismissed by you: A friend",
  ],
  [
    { ...open, dismissed_by: me, dismissed_reason: "spam", dismissed_note: "third time" },
    "Dismissed by you: Spam, third time",
  ],
])("a line that was closed says how: %j", (line, words) => {
  expect(closedWords(line, me, names)).toBe(words);
});

test("who is on it, and who was busy, are named; the reader is addressed", () => {
  expect(claimWords(me, me, names)).toBe("You are on it");
  expect(claimWords(maya, me, names)).toBe("Maya Chen is on it");
  expect(claimWords("gone", me, names)).toBe("Someone is on it");
  expect(busyWords(me, me, names)).toBe("You were on a call");
  expect(busyWords(maya, me, names)).toBe("Maya Chen was on a call");
  expect(busyWords(null, me, names)).toBe("Someone was on a call");
});
