import { expect, test } from "vitest";
import { reachWords } from "@/lib/call-lists/words";

const now = new Date("2026-12-01T13:00:00Z");
const opens = "2026-12-01T17:00:00+00:00";

test("who may be called now comes first, then the most, each with what they wait for", () => {
  const reach = [
    { reason: "called_recently", entries: 2, first_at: null },
    { reason: "do_not_call", entries: 3, first_at: opens },
    { reason: "hours", entries: 30, first_at: opens },
    { reason: "retry", entries: 1, first_at: "2026-12-02T18:30:00+00:00" },
    { reason: null, entries: 1, first_at: null },
  ];
  const worded = reachWords(reach, { skip_called_days: 3 }, "America/New_York", now);
  expect(worded.map(({ words, entries, hint }) => [words, entries, hint])).toEqual([
    ["Can be called now", 1, null],
    ["Outside calling hours", 30, "The first can be called from today, 12:00 PM"],
    ["On the do-not-call list", 3, null],
    ["Called within 3 days", 2, null],
    ["To be called again", 1, "The first is due Dec 2, 1:30 PM"],
  ]);
});

test("within a day is said so", () => {
  const reach = [{ reason: "called_recently", entries: 2, first_at: null }];
  const [only] = reachWords(reach, { skip_called_days: 1 }, "America/New_York", now);
  expect(only?.words).toBe("Called within a day");
});
