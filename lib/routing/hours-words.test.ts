import { expect, test } from "vitest";
import { overnightWords, weekWords } from "@/lib/routing/hours-words";

const day = [{ from: "09:00", until: "17:00" }];
const week = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] };

test.each([
  ["09:00", "08:00", "until 8:00 AM the next day"],
  ["22:00", "02:30", "until 2:30 AM the next day"],
  ["09:00", "17:00", null],
  ["09:00", "24:00", null],
  ["09:00", "", null],
])("of %s to %s it is said: %s", (from, until, words) => {
  expect(overnightWords({ from, until })).toBe(words);
});

test("a week is written as its hours, equal days together", () => {
  expect(weekWords(week)).toBe("Mon–Fri 9:00 AM–5:00 PM");
  const split = [...day, { from: "18:00", until: "24:00" }];
  expect(weekWords({ ...week, tue: [{ from: "09:00", until: "08:00" }], sun: split })).toBe(
    "Mon 9:00 AM–5:00 PM, Tue 9:00 AM–8:00 AM the next day, Wed–Fri 9:00 AM–5:00 PM, " +
      "Sun 9:00 AM–5:00 PM and 6:00 PM–midnight",
  );
  expect(weekWords({ ...week, mon: [], tue: [], wed: [], thu: [], fri: [] })).toBe("never open");
});
