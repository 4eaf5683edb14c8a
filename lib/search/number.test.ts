import { expect, test } from "vitest";
import { readDestination } from "@/lib/search/number";

test.each([
  ["(202) 555-0143", "US", { to: "+12025550143", place: "United States" }],
  ["+40 264 123 456", "US", { to: "+40264123456", place: "Romania" }],
  ["0264 123 456", "RO", { to: "+40264123456", place: "Romania" }],
  ["202 555 0143 x12", "US", { to: "+12025550143;ext=12", place: "United States" }],
  ["+1 900 555 1234", "US", { to: "+19005551234", place: "United States · premium rate" }],
])("%s typed in %s is a number to call", (typed, country, expected) => {
  expect(readDestination(typed, country)).toMatchObject(expected);
});

test.each(["Amara", "202", "", "+999 123", "24/7 Plumbing", "anonymous"])(
  "%j is no number to call",
  (typed) => {
    expect(readDestination(typed, "US")).toBeNull();
  },
);
