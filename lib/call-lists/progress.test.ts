import { expect, test } from "vitest";
import { isPartOf, shownCount } from "@/lib/call-lists/progress";

const reach = (...entries: number[]) =>
  entries.map((count, index) => ({
    reason: index ? "hours" : null,
    entries: count,
    first_at: null,
  }));

test.each([
  ["a short list is counted whole", reach(3, 4), 7, "3"],
  ["so is one of which somebody was claimed meanwhile", reach(3, 4), 8, "3"],
  ["so is one that is just as long as what is counted", reach(1_500, 500), 2_000, "1,500"],
  ["of a long one there are at least so many", reach(1_500, 500), 9_000, "1,500+"],
])("%s", (_, counted, waiting, shown) => {
  expect(shownCount(counted[0]?.entries ?? 0, isPartOf(counted, waiting))).toBe(shown);
});
