import { expect, test } from "vitest";
import { checkedWords, downloadWords, leftOutWords } from "@/lib/imports/words";

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

test("what was left out of a row that was imported is said in its place", () => {
  const without = "email: “nobody” isn't an email address.";
  const row = { outcome: "created", reason: null, without, contact: "Jane Doe" };
  expect(leftOutWords(row)).toEqual(["Imported", `${without} Left out.`]);
  expect(leftOutWords({ ...row, outcome: "skipped", reason: "same" })).toEqual([
    "Skipped",
    `Nothing new for Jane Doe. ${without} Left out.`,
  ]);
  const failed = { outcome: "failed", reason: "There is no name.", without: null, contact: null };
  expect(leftOutWords(failed)).toEqual(["Error", "There is no name."]);
});

test.each([
  [1, 0, "Download the row left out"],
  [0, 2, "Download the 2 rows imported without an email"],
  [1200, 1, "Download the 1,200 rows left out and the row imported without an email"],
])("%i left out, %i without an email: %s", (leftOut, without, words) => {
  expect(downloadWords(leftOut, without)).toBe(words);
});
