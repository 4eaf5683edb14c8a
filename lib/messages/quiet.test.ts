import { expect, test } from "vitest";
import { nextClock, nightTime, quietUntil } from "@/lib/messages/quiet";

const night = { from: "21:00:00", until: "08:00:00" };
const newYork = "America/New_York";

test.each([
  ["in the evening", "2026-06-10T01:30:00Z", "2026-06-10T12:00:00.000Z"],
  ["as they begin", "2026-06-10T01:00:00Z", "2026-06-10T12:00:00.000Z"],
  ["in the morning", "2026-06-10T11:59:30Z", "2026-06-10T12:00:00.000Z"],
  ["as they end", "2026-06-10T12:00:00Z", null],
  ["by day", "2026-06-10T18:00:00Z", null],
  // Clocks go forward at 2:00 on March 8, and back on November 1.
  ["before clocks go forward", "2026-03-08T04:00:00Z", "2026-03-08T12:00:00.000Z"],
  ["before clocks go back", "2026-11-01T03:00:00Z", "2026-11-01T13:00:00.000Z"],
])("quiet hours over midnight, %s", (_, at, until) => {
  expect(quietUntil(night, newYork, new Date(at))?.toISOString() ?? null).toBe(until);
});

test.each([
  ["within one day", { from: "12:00", until: "14:00" }, "UTC", "2026-06-10T14:00:00.000Z"],
  ["in no known zone", night, null, null],
  ["that nobody set", null, newYork, null],
  ["from and until the same hour", { from: "09:00", until: "09:00" }, "UTC", null],
])("quiet hours %s", (_, quiet, zone, until) => {
  const at = new Date("2026-06-10T13:00:00Z");
  expect(quietUntil(quiet, zone, at)?.toISOString() ?? null).toBe(until);
});

test("the next morning is today's while that has not come", () => {
  const at = (time: string) => nextClock("UTC", "08:00", new Date(time)).toISOString();
  expect(at("2026-06-10T07:00:00Z")).toBe("2026-06-10T08:00:00.000Z");
  expect(at("2026-06-10T08:00:00Z")).toBe("2026-06-11T08:00:00.000Z");
});

test.each([
  ["at night, of companies without quiet hours", null, newYork, "2026-06-10T07:29:00Z", "3:29 AM"],
  ["by day", null, newYork, "2026-06-10T18:00:00Z", null],
  ["where quiet hours decide", night, newYork, "2026-06-10T07:29:00Z", null],
  ["in no known zone", null, null, "2026-06-10T07:29:00Z", null],
])("the time there is said %s", (_, quiet, zone, at, time) => {
  expect(nightTime(quiet, zone, new Date(at))).toBe(time);
});
