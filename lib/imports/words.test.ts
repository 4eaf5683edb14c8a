import { expect, test } from "vitest";
import { checkedWords } from "@/lib/imports/words";

test("what of a file will not be imported is said before it is", () => {
  expect(checkedWords({ total: 50, checked: 50, failed: 0, without: 0 })).toEqual([]);
  expect(checkedWords({ total: 50, checked: 50, failed: 4, without: 1 })).toEqual([
    "4 of 50 rows have errors and are left out.",
    "1 of 50 rows has an email that isn't one: imported without it.",
  ]);
  expect(checkedWords({ total: 9000, checked: 2000, failed: 1, without: 0 })).toEqual([
    "1 of the first 2,000 rows has an error and is left out.",
  ]);
});
