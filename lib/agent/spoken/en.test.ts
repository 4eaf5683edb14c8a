import { expect, test } from "vitest";
import { en } from "@/lib/agent/spoken/en";
import { ordinalWords } from "@/lib/agent/spoken/en/numbers";

// A Tuesday.
const today = "2026-12-01";
const office = { from: "09:00", until: "17:30" };

test("numbers, lengths, prices and phone numbers are said", () => {
  expect([7, 21, 100, 245, 2026].map(en.number)).toEqual([
    ...["seven", "twenty-one", "one hundred", "two hundred forty-five"],
    "two thousand twenty-six",
  ]);
  expect([1, 2, 5, 12, 20, 21, 30].map(ordinalWords)).toEqual([
    ...["first", "second", "fifth", "twelfth", "twentieth", "twenty-first", "thirtieth"],
  ]);
  expect(en.duration(90)).toBe("one hour and thirty minutes");
  expect(en.price(4_990, "USD", 2)).toBe("forty-nine dollars and ninety cents");
  expect(en.price(100, "EUR", 2)).toBe("one euro");
  expect(en.phone("+12065550143")).toBe("two zero six, five five five, zero one four three");
});

test.each([
  ["2026-12-01", "today"],
  ["2026-12-02", "tomorrow"],
  ["2026-12-04", "Friday, December fourth"],
  ["2027-01-05", "Tuesday, January fifth, twenty twenty-seven"],
])("the day %s is said", (day, words) => {
  expect(en.day(day, today)).toBe(words);
});

test.each([
  ["15:00", "three PM"],
  ["09:05", "nine oh five AM"],
  ["12:00", "noon"],
  ["00:30", "twelve thirty AM"],
])("the time %s is said", (clock, words) => {
  expect(en.clock(clock)).toBe(words);
});

test.each([
  ["today please", "2026-12-01", true],
  ["the day after tomorrow", "2026-12-03", true],
  ["tomorrow morning", "2026-12-02", true],
  ["Thursday", "2026-12-03", true],
  ["Tuesday", "2026-12-08", false],
  ["next Thursday", "2026-12-10", false],
  ["Thursday next week", "2026-12-10", true],
  ["in two weeks", "2026-12-15", true],
  ["a week from today", "2026-12-08", true],
  ["on the fifth", "2026-12-05", true],
  ["on the 5th at three", "2026-12-05", true],
  ["the twenty-first", "2026-12-21", true],
  ["January 5th", "2027-01-05", true],
  ["the fifth of January", "2027-01-05", true],
  ["whenever", null, true],
])("%j is heard as %s", (said, day, sure) => {
  expect(en.hearDay(said, today)).toEqual(day && { day, sure });
});

test.each([
  ["at three", "15:00"],
  ["3 pm", "15:00"],
  ["3pm", "15:00"],
  ["half past three", "15:30"],
  ["a quarter to four", "15:45"],
  ["ten thirty", "10:30"],
  ["at nine in the morning", "09:00"],
  ["eight in the evening", "20:00"],
  ["15:30", "15:30"],
  ["noon", "12:00"],
  ["at eight", "08:00"],
  ["soon", null],
])("%j is heard as the time %s", (said, clock) => {
  expect(en.hearClock(said, office)).toBe(clock);
});

test.each([
  ["two oh six five five five oh one four three", "2065550143"],
  ["two zero six triple five zero one forty three", "2065550143"],
  ["plus 1 206 555 0143", "+12065550143"],
])("%j is heard as the number %s", (said, digits) => {
  expect(en.hearDigits(said)).toBe(digits);
});
