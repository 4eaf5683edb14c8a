import { expect, test } from "vitest";
import { reportedWords } from "@/lib/livekit-account/reported-words";

const now = new Date("2026-03-02T12:00:00Z");

test.each([
  ["2026-03-02T11:59:40Z", "less than a minute ago"],
  ["2026-03-02T11:59:00Z", "1 minute ago"],
  ["2026-03-02T11:58:00Z", "2 minutes ago"],
  ["2026-03-02T09:59:00Z", "2 hours ago"],
  ["2026-02-28T12:00:00Z", "2 days ago"],
  ["2026-03-02T12:00:09Z", "less than a minute ago"],
])("a report at %s was %s", (at, words) => {
  expect(reportedWords(at, now)).toBe(`Last report from LiveKit ${words}.`);
});

test("where none has come, it says what to do", () => {
  expect(reportedWords(null, now)).toMatch(/^No report has arrived: enter this address/);
});
