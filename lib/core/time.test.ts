import { expect, test } from "vitest";
import {
  addDays,
  clockOf,
  dayOf,
  dayStart,
  formatDuration,
  formatTalk,
  formatWhen,
  momentOf,
} from "@/lib/core/time";

const now = new Date("2026-11-20T18:00:00Z");

test.each([
  ["names today", "2026-11-20T16:04:00Z", "Today, 8:04 AM"],
  ["names yesterday by the tenant's calendar", "2026-11-20T07:30:00Z", "Yesterday, 11:30 PM"],
  ["leaves out the current year", "2026-03-02T20:00:00Z", "Mar 2, 12:00 PM"],
  ["says another year", "2025-12-31T20:00:00Z", "Dec 31, 2025, 12:00 PM"],
])("formatWhen %s", (_, iso, words) => {
  expect(formatWhen(iso, "America/Los_Angeles", now).replaceAll("\u202f", " ")).toBe(words);
});

test("a zone that this machine does not know is read as UTC", () => {
  for (const zone of ["Mars/Base", "", "Factory", "\u000b"]) {
    expect(formatWhen("2026-11-20T16:04:00Z", zone, now).replaceAll("\u202f", " ")).toBe(
      "Today, 4:04 PM",
    );
    expect(dayOf(now, zone)).toBe("2026-11-20");
    expect(dayStart("2026-11-20", zone)).toBe("2026-11-20T00:00:00.000Z");
  }
});

test.each([
  ["in winter", "2026-01-15", "America/New_York", "2026-01-15T05:00:00.000Z"],
  ["in summer", "2026-07-15", "America/New_York", "2026-07-15T04:00:00.000Z"],
  ["on the day clocks go forward", "2026-03-08", "America/New_York", "2026-03-08T05:00:00.000Z"],
  ["on the day clocks go back", "2026-11-01", "America/New_York", "2026-11-01T04:00:00.000Z"],
  ["ahead of UTC", "2026-05-02", "Asia/Kolkata", "2026-05-01T18:30:00.000Z"],
  ["where midnight comes twice", "2026-11-01", "America/Havana", "2026-11-01T04:00:00.000Z"],
  ["where midnight is skipped", "2026-09-06", "America/Santiago", "2026-09-06T04:00:00.000Z"],
])("a day starts at its first moment %s", (_, day, zone, iso) => {
  expect(dayStart(day, zone)).toBe(iso);
});

test("a moment belongs to the day of the tenant's calendar", () => {
  expect(dayOf(new Date("2026-11-20T03:00:00Z"), "America/Los_Angeles")).toBe("2026-11-19");
});

test("days add up across months", () => {
  expect(addDays("2026-02-28", 1)).toBe("2026-03-01");
  expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
});

test.each([
  [0, "0:00"],
  [133, "2:13"],
  [3723, "1:02:03"],
])("%i seconds read %s", (seconds, words) => {
  expect(formatDuration(seconds)).toBe(words);
});

test.each([
  [0, "0 s"],
  [95, "1 min"],
  [11_520, "3 h 12 min"],
])("%i seconds of talk read %s", (seconds, words) => {
  expect(formatTalk(seconds)).toBe(words);
});

test("a clock time of a zone is the moment that its clock shows, and back", () => {
  const moment = momentOf("2026-11-02T09:30", "America/Los_Angeles");
  expect(moment).toBe("2026-11-02T17:30:00.000Z");
  expect(clockOf(new Date(moment ?? ""), "America/Los_Angeles")).toBe("2026-11-02T09:30");
  expect(momentOf("2026-13-40T09:30", "America/Los_Angeles")).toBeNull();
});
