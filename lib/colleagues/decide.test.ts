import { expect, test } from "vitest";
import { msToNextChange, nextExtension } from "@/lib/colleagues/decide";

const now = new Date("2026-11-30T12:00:00Z");

test.each([
  ["nobody's changes by itself", [null], null],
  ["the first of several", ["2026-11-30T12:01:00Z", "2026-11-30T12:00:40Z", null], 40_000],
  ["one that is due is looked at no more often than that", ["2026-11-30T12:00:01Z"], 30_000],
  ["one that is past", ["2026-11-30T11:59:00Z"], 30_000],
  ["nobody", [], null],
])("until a presence may change: %s", (_, moments, ms) => {
  expect(
    msToNextChange(
      moments.map((changes_at) => ({ changes_at })),
      now,
    ),
  ).toBe(ms);
});

test.each([
  [[], "101"],
  [["101", null, "103"], "102"],
  [["101", "102", ...Array.from({ length: 9 }, (_, n) => String(103 + n))], "113"],
])("the next free extension after %j is %s", (taken, next) => {
  expect(nextExtension(taken)).toBe(next);
});
