import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantOf, nextDue, wallOf } from "@/lib/tasks/repeat";

const zones = ["America/Los_Angeles", "Europe/Bucharest", "Australia/Lord_Howe", "UTC"];
const next = (repeat: string, repeats_from: string, after: string, zone = "America/Los_Angeles") =>
  nextDue({ repeat, repeats_from }, new Date(after), zone);

describe("a repeated task", () => {
  test.each([
    [
      "daily over the end of summer time",
      "daily",
      "2026-10-31T09:00",
      "2026-10-31T16:00:00Z",
      "2026-11-01T17:00:00.000Z",
    ],
    [
      "daily over its beginning",
      "daily",
      "2026-03-07T09:00",
      "2026-03-07T17:00:00Z",
      "2026-03-08T16:00:00.000Z",
    ],
    ["weekly", "weekly", "2026-11-02T09:00", "2026-11-02T17:00:00Z", "2026-11-09T17:00:00.000Z"],
    [
      "monthly on the 31st, in a shorter month",
      "monthly",
      "2027-01-31T09:00",
      "2027-01-31T17:00:00Z",
      "2027-02-28T17:00:00.000Z",
    ],
    [
      "and again on the 31st after it",
      "monthly",
      "2027-01-31T09:00",
      "2027-02-28T17:00:00Z",
      "2027-03-31T16:00:00.000Z",
    ],
    [
      "daily, done three days late",
      "daily",
      "2026-11-02T09:00",
      "2026-11-05T18:00:00Z",
      "2026-11-06T17:00:00.000Z",
    ],
  ])("%s", (_, repeat, from, after, expected) => {
    expect(next(repeat, from, after)).toBe(expected);
  });

  test("that is skipped by the clocks once keeps its time afterwards", () => {
    const zone = "America/Los_Angeles";
    const due = next("daily", "2026-03-07T02:30", "2026-03-08T12:00:00Z");
    expect(wallOf(due ?? "", zone)).toBe("2026-03-09T02:30");
  });

  test("that is not repeated has no next", () => {
    expect(next("none", "2026-03-07T02:30", "2026-03-08T12:00:00Z")).toBeNull();
  });

  test("is due after now, at its time of day, and not one time too late", () => {
    const from = fc.date({
      min: new Date("2024-01-01"),
      max: new Date("2028-01-01"),
      noInvalidDate: true,
    });
    const later = fc.integer({ min: 0, max: 800 * 86_400_000 });
    const repeat = fc.constantFrom("daily", "weekly", "monthly");
    fc.assert(
      fc.property(from, later, repeat, fc.constantFrom(...zones), (first, ms, each, zone) => {
        const wall = first.toISOString().slice(0, 16);
        const after = new Date(first.getTime() + ms);
        const due = next(each, wall, after.toISOString(), zone) ?? "";
        expect(Date.parse(due)).toBeGreaterThan(after.getTime());
        const days = { daily: 1, weekly: 7, monthly: 31 }[each] ?? 0;
        const start = Math.max(after.getTime(), Date.parse(instantOf(wall, zone)));
        expect(Date.parse(due) - start).toBeLessThanOrEqual(days * 86_400_000 + 3_600_000);
        const hour = wallOf(due, zone).slice(11);
        // But for the hour that a change of clocks skips.
        if (instantOf(`${wallOf(due, zone).slice(0, 10)}T${wall.slice(11)}`, zone) === due) return;
        expect(hour).toBe(wall.slice(11));
      }),
    );
  });
});
