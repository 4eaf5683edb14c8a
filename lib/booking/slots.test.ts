import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BookingFacts } from "@/lib/booking/facts";
import { openRanges } from "@/lib/booking/hours";
import { freeSlots, takenBy } from "@/lib/booking/slots";

const [cut, ana, dan] = ["c", "a", "d"].map(
  (letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`,
);
const service = {
  ...{ id: cut ?? "", name: "Cut", spoken_names: [], duration_minutes: 45 },
  ...{ buffer_before_minutes: 0, buffer_after_minutes: 15, price_minor: null, currency: null },
};
const helper = (id = "", week: BookingFacts["week"] = null) => ({
  ...{ id, name: id, kind: "person" as const, user_id: null, colour: 1, week },
  services: [service.id],
});
const week = (spans: [string, string][], days: (keyof NonNullable<BookingFacts["week"]>)[]) => {
  const open = spans.map(([from, until]) => ({ from, until }));
  const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  return { ...closed, ...Object.fromEntries(days.map((day) => [day, open])) };
};
const everyDay = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const facts: BookingFacts = {
  ...{ time_zone: "Europe/Bucharest", company: "Casa Verde", closures: [], busy: [] },
  settings: {
    ...{ language: "ro", slot_minutes: 30, notice_minutes: 60, ahead_days: 60 },
    reminder_hours: null,
  },
  week: week([["09:00", "12:00"]], ["mon", "tue", "wed", "thu", "fri"]),
  services: [service],
  staff: [helper(ana)],
};
// A Thursday: 00:00 to 24:00 in Bucharest.
const day = { from: new Date("2026-12-02T22:00:00Z"), until: new Date("2026-12-03T22:00:00Z") };
const times = (changes: Partial<BookingFacts>, wanted: object = {}) =>
  freeSlots({ ...facts, ...changes }, { service, ...day, ...wanted }).map(({ starts_at }) =>
    starts_at.slice(5, 16),
  );

describe("free times", () => {
  test("lie in opening hours, the last one ending with them", () => {
    expect(times({})).toEqual([
      "12-03T07:00",
      "12-03T07:30",
      "12-03T08:00",
      "12-03T08:30",
      "12-03T09:00",
    ]);
  });

  test("leave out what is taken, and the time kept free after it", () => {
    const busy = [taken(ana, "2026-12-03T07:30:00Z", "2026-12-03T08:30:00Z")];
    // 7:00 would keep Ana until 8:00.
    expect(times({ busy })).toEqual(["12-03T08:30", "12-03T09:00"]);
    expect(times({ busy }, { moving: busy[0]?.booking_id })).toHaveLength(5);
    expect(
      times({ busy: [taken(dan, "2026-12-03T07:00:00Z", "2026-12-03T10:00:00Z")] }),
    ).toHaveLength(5);
  });

  test("begin at a moment or later, a step apart from the opening", () => {
    expect(times({}, { from: new Date("2026-12-03T07:40:00Z") })[0]).toBe("12-03T08:00");
  });

  test("are each one's own where they have hours of their own", () => {
    const own = helper(dan, week([["10:00", "11:00"]], ["thu"]));
    const found = freeSlots({ ...facts, staff: [helper(ana), own] }, { service, ...day });
    expect(
      found.filter(({ staff_id }) => staff_id === dan).map(({ starts_at }) => starts_at),
    ).toEqual(["2026-12-03T08:00:00.000Z"]);
  });

  test("are none on closed days, of the company or one's own, and without hours", () => {
    const closed = { first_day: "2026-12-03", last_day: "2026-12-03", name: "Holiday" };
    expect(times({ closures: [{ ...closed, staff_id: null }] })).toEqual([]);
    expect(times({ closures: [{ ...closed, staff_id: ana ?? "" }] })).toEqual([]);
    expect(times({ closures: [{ ...closed, staff_id: dan ?? "" }] })).toHaveLength(5);
    expect(times({ week: null })).toEqual([]);
  });

  test("go on past midnight where it is open past midnight", () => {
    const late = { week: week([["22:00", "02:00"]], ["thu"]) };
    const until = new Date("2026-12-04T22:00:00Z");
    expect(times(late, { until })).toEqual([
      ...["12-03T20:00", "12-03T20:30", "12-03T21:00", "12-03T21:30", "12-03T22:00"],
      ...["12-03T22:30", "12-03T23:00"],
    ]);
    // The night of the day before is today's too.
    expect(times({ week: week([["22:00", "02:00"]], ["wed"]) })).toEqual([
      ...["12-02T22:00", "12-02T22:30", "12-02T23:00"],
    ]);
  });

  test("two spans that touch are one", () => {
    const touching = week(
      [
        ["09:00", "09:30"],
        ["09:30", "10:00"],
      ],
      ["thu"],
    );
    expect(times({ week: touching })).toEqual(["12-03T07:00"]);
  });
});

describe("on the nights when clocks change in Bucharest", () => {
  const night = (first: string) =>
    openRanges({ ...facts, week: week([["00:00", "06:00"]], [...everyDay]) }, helper(ana), {
      ...{ first, last: first },
    }).at(-1);

  test("six hours of the clock are five in March and seven in October", () => {
    expect([night("2027-03-28"), night("2026-10-25"), night("2026-10-26")].map(lengthOf)).toEqual([
      ...[5, 7, 6],
    ]);
  });

  test("a span that begins in the hour that is skipped begins with the next", () => {
    const skipped = week([["03:30", "05:00"]], ["sun"]);
    const [open] = openRanges({ ...facts, week: skipped }, helper(ana), {
      ...{ first: "2027-03-28", last: "2027-03-28" },
    });
    expect(new Date(open?.from ?? 0).toISOString()).toBe("2027-03-28T01:00:00.000Z");
    expect(lengthOf(open)).toBe(1);
  });
});

test("no free time overlaps what is taken, whatever is", () => {
  const quarter = fc.integer({ min: 0, max: 40 });
  const taking = fc.array(fc.tuple(quarter, fc.integer({ min: 1, max: 8 })), { maxLength: 6 });
  fc.assert(
    fc.property(taking, (pairs) => {
      const busy = pairs.map(([start, length]) => {
        const from = day.from.getTime() + 7 * 3_600_000 + start * 900_000;
        return taken(ana, iso(from), iso(from + length * 900_000));
      });
      for (const { starts_at } of freeSlots({ ...facts, busy }, { service, ...day })) {
        const own = takenBy(service, Date.parse(starts_at));
        for (const { from, until } of busy) {
          expect(own.from >= Date.parse(until) || own.until <= Date.parse(from)).toBe(true);
        }
      }
    }),
  );
});

const iso = (ms: number) => new Date(ms).toISOString();
const lengthOf = (range: { from: number; until: number } | undefined) =>
  range && (range.until - range.from) / 3_600_000;

function taken(staff_id = "", from: string, until: string) {
  return { booking_id: "eeeeeeee-0000-4000-8000-000000000000", staff_id, from, until };
}
