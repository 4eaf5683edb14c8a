import { expect, test } from "vitest";
import { guessZone } from "@/lib/core/phone-zone";
import zones from "@/lib/core/phone-zones.json";

test.each([
  ["+14155550123", "America/Los_Angeles"],
  ["+13035550123", "America/Denver"],
  ["+12125550123", "America/New_York"],
  ["+40264123456", "Europe/Bucharest"],
  ["+442079460123", "Europe/London"],
  ["+4930123456", "Europe/Berlin"],
  ["+61212345678", "Australia/Sydney"],
])("%s is in %s", (number, zone) => {
  expect(guessZone(number)).toBe(zone);
});

test.each([
  ["a county has two zones", "+12083010123"],
  ["a freephone number is nowhere", "+18005550123"],
  ["there is no number", undefined],
])("nothing is guessed where %s", (_, number) => {
  expect(guessZone(number)).toBeNull();
});

test("every zone is one that clocks know", () => {
  for (const zone of Object.keys(zones).filter(Boolean)) {
    expect(() => new Intl.DateTimeFormat("en", { timeZone: zone })).not.toThrow();
  }
});
