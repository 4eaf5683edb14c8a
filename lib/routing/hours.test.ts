import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { weekOf } from "@/lib/routing/default-route";
import { nextChange, openingAt } from "@/lib/routing/hours";
import { Hours } from "@/lib/routing/hours-schema";
import { weekdays } from "@/lib/routing/limits";

type Spans = [from: string, until: string][];

const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const daily = (time_zone: string, spans: Spans, rest: object = {}) => {
  const each = spans.map(([from, until]) => ({ from, until }));
  const week = Object.fromEntries(weekdays.map((day) => [day, each]));
  return Hours.parse({ time_zone, week, holidays: [], exceptions: [], ...rest });
};
const isOpen = (hours: Hours, moment: string) => openingAt(hours, new Date(moment)).open;

describe("hours", () => {
  const lunch: Spans = [
    ["09:00", "12:00"],
    ["13:00", "17:00"],
  ];
  test.each([
    ["before opening", "2026-06-02T12:59:59Z", false],
    ["from the first second on", "2026-06-02T13:00:00Z", true],
    ["over lunch", "2026-06-02T16:30:00Z", false],
    ["in the afternoon", "2026-06-02T20:59:59Z", true],
    ["from closing time on", "2026-06-02T21:00:00Z", false],
  ])("of several spans a day, %s", (_, moment, open) => {
    expect(isOpen(daily("America/New_York", lunch), moment)).toBe(open);
  });

  test("a span over midnight belongs to the day on which it begins", () => {
    const night = { from: "22:00", until: "04:00" };
    const hours = Hours.parse({
      ...{ time_zone: "Europe/Bucharest", week: { ...closed, fri: [night] } },
      ...{ holidays: [], exceptions: [] },
    });
    // Friday 2026-06-05, UTC+3.
    expect(isOpen(hours, "2026-06-05T18:59:00Z")).toBe(false);
    expect(isOpen(hours, "2026-06-05T21:30:00Z")).toBe(true);
    expect(isOpen(hours, "2026-06-06T00:59:00Z")).toBe(true);
    expect(isOpen(hours, "2026-06-06T01:00:00Z")).toBe(false);
    expect(isOpen(hours, "2026-06-06T20:00:00Z")).toBe(false);
  });

  test("a holiday closes from its midnight to the next, but not a span that began before it", () => {
    const holidays = [{ day: "12-25", name: "Christmas Day" }];
    const always = daily("America/New_York", [["00:00", "24:00"]], { holidays });
    expect(isOpen(always, "2026-12-25T04:59:59Z")).toBe(true);
    expect(openingAt(always, new Date("2026-12-25T05:00:00Z"))).toEqual({
      ...{ open: false, because: "holiday", name: "Christmas Day" },
    });
    expect(isOpen(always, "2026-12-26T04:59:59Z")).toBe(false);
    expect(isOpen(always, "2026-12-26T05:00:00Z")).toBe(true);
    expect(isOpen(always, "2027-12-25T12:00:00Z")).toBe(false);
    const nights = daily("America/New_York", [["22:00", "02:00"]], { holidays });
    expect(isOpen(nights, "2026-12-25T06:59:00Z")).toBe(true);
    expect(isOpen(nights, "2026-12-26T03:30:00Z")).toBe(false);
  });

  test("a holiday of one year is none the year after", () => {
    const holidays = [{ day: "2026-04-03", name: "Good Friday" }];
    const hours = daily("UTC", [["09:00", "17:00"]], { holidays });
    expect(isOpen(hours, "2026-04-03T12:00:00Z")).toBe(false);
    expect(isOpen(hours, "2027-04-03T12:00:00Z")).toBe(true);
  });

  test("an exception counts before a holiday and before the week, also one that closes", () => {
    const hours = daily("UTC", [["09:00", "17:00"]], {
      holidays: [{ day: "12-24", name: "Eve" }],
      exceptions: [
        { day: "2026-12-24", name: "Short day", spans: [{ from: "10:00", until: "12:00" }] },
        { day: "2026-12-28", name: "Inventory", spans: [] },
      ],
    });
    expect(openingAt(hours, new Date("2026-12-24T10:00:00Z"))).toEqual({
      ...{ open: true, because: "exception", name: "Short day" },
    });
    expect(isOpen(hours, "2026-12-24T12:00:00Z")).toBe(false);
    expect(isOpen(hours, "2026-12-28T12:00:00Z")).toBe(false);
    expect(isOpen(hours, "2027-12-24T10:00:00Z")).toBe(false);
  });
});

describe("public holidays of a country", () => {
  const closedOn = (open_on: string[], rest: object = {}) =>
    daily("America/New_York", [["09:00", "17:00"]], {
      public_holidays: { country: "US", open_on },
      ...rest,
    });

  test("close it, by name, from its own midnight on, each year", () => {
    const noon = new Date("2027-11-25T17:00:00Z");
    expect(openingAt(closedOn([]), noon)).toEqual({
      ...{ open: false, because: "holiday", name: "Thanksgiving Day" },
    });
    expect(isOpen(closedOn([]), "2027-11-24T21:59:00Z")).toBe(true);
  });

  test("but for those on which it is open, on the day observed too", () => {
    for (const moment of ["2026-07-03T15:00:00Z", "2026-07-04T15:00:00Z"]) {
      expect(isOpen(closedOn([]), moment)).toBe(false);
      expect(isOpen(closedOn(["07-04"]), moment)).toBe(true);
    }
  });

  test("count after an exception of that date", () => {
    const spans = [{ from: "10:00", until: "12:00" }];
    const exceptions = [{ day: "2026-12-25", name: "Emergency line", spans }];
    expect(isOpen(closedOn([], { exceptions }), "2026-12-25T15:30:00Z")).toBe(true);
  });
});

/** Nights on which clocks change, with the UTC noon before: both changes of three zones. */
const nights: [zone: string, noon: string][] = [
  ["America/New_York", "2026-03-07T12:00:00Z"],
  ["America/New_York", "2026-10-31T12:00:00Z"],
  ["Europe/Bucharest", "2026-03-28T12:00:00Z"],
  ["Europe/Bucharest", "2026-10-24T12:00:00Z"],
  // Half an hour, from the other hemisphere.
  ["Australia/Lord_Howe", "2026-10-03T00:00:00Z"],
  ["Australia/Lord_Howe", "2026-04-04T00:00:00Z"],
];

describe("on the night on which clocks change,", () => {
  test.each([
    // 02:00 to 03:00 is skipped at 07:00 UTC.
    ["a span that begins in the skipped hour begins at the change", "02:30", "05:00", [420, 540]],
    ["one that ends in it ends at the change", "01:00", "02:30", [360, 420]],
    ["one within it is not there", "02:10", "02:50", null],
  ])("%s", (_, from, until, opens) => {
    expect(openMinutes("America/New_York", from, until, "2026-03-08")).toEqual(opens);
  });

  test.each([
    // 01:00 to 02:00 comes twice, from 05:00 and from 06:00 UTC.
    ["a span that ends in the repeated hour ends the first time", "00:00", "01:30", [240, 330]],
    ["one that begins in it begins the first time", "01:30", "04:00", [330, 540]],
    ["one within it is open once", "01:10", "01:40", [310, 340]],
  ])("%s", (_, from, until, opens) => {
    expect(openMinutes("America/New_York", from, until, "2026-11-01")).toEqual(opens);
  });

  // Mostly around the change: elsewhere a rule that forgets it is right as well.
  const hour = fc.oneof(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 3 }));
  const clock = fc
    .record({ hour, minute: fc.integer({ min: 0, max: 59 }) })
    .map(({ hour, minute }) => [hour, minute].map((n) => `${n}`.padStart(2, "0")).join(":"));

  test.each(nights)("%s after %s: open from the first minute that shows it", (zone, noon) => {
    const night = fc.integer({ min: 12 * 60, max: 20 * 60 });
    const minutes = fc.oneof(fc.integer({ min: 0, max: 36 * 60 }), night);
    fc.assert(
      fc.property(clock, clock, minutes, (from, until, later) => {
        fc.pre(from !== until);
        const moment = new Date(Date.parse(noon) + later * 60_000);
        const hours = daily(zone, [[from, until]]);
        expect(openingAt(hours, moment).open).toBe(openByWatching(zone, from, until, moment));
      }),
      { numRuns: 150 },
    );
  });
});

/** The minutes of a UTC day, first and last, at which a daily span that begins that day is open. */
function openMinutes(zone: string, from: string, until: string, day: string) {
  const exceptions = [{ day, name: "", spans: [{ from, until }] }];
  const hours = Hours.parse({ time_zone: zone, week: closed, holidays: [], exceptions });
  const open = Array.from({ length: 1440 }, (_, minute) => minute).filter(
    (minute) => openingAt(hours, new Date(Date.parse(`${day}T00:00:00Z`) + minute * 60_000)).open,
  );
  const [first, last] = [open[0], open.at(-1)];
  if (first === undefined || last === undefined) return null;
  expect(open).toHaveLength(last - first + 1);
  return [first, last + 1];
}

const watches = new Map<string, Intl.DateTimeFormat>();

/** What a clock on the wall shows, by the platform alone: `2026-03-08 02:30`. */
function shown(zone: string, ms: number): string {
  const watch =
    watches.get(zone) ??
    new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  watches.set(zone, watch);
  return watch.format(ms);
}

/** The same answer by looking at the clock every minute. */
function openByWatching(zone: string, from: string, until: string, moment: Date): boolean {
  const start = moment.getTime() - 60 * 3_600_000;
  const firstAt = (wall: string) => {
    let ms = start;
    // A clock goes back by an hour at most: three hours before, it has not shown it.
    while (shown(zone, ms + 3 * 3_600_000) < wall) ms += 3_600_000;
    while (shown(zone, ms) < wall) ms += 60_000;
    return ms;
  };
  const today = shown(zone, moment.getTime()).slice(0, 10);
  const dayBefore = (day: string, days: number) =>
    new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
  return [today, dayBefore(today, 1)].some((day) => {
    const end = until > from ? day : dayBefore(day, -1);
    const ms = moment.getTime();
    return ms >= firstAt(`${day} ${from}`) && ms < firstAt(`${end} ${until}`);
  });
}

describe("it opens or closes next", () => {
  const hours = (over: Partial<Hours> = {}): Hours => ({
    ...{ time_zone: "America/New_York", week: weekOf("09:00", "17:00") },
    ...{ holidays: [], exceptions: [], ...over },
  });
  // 2026-01-05 is a Monday; New York is five hours behind.
  test.each<[string, Hours, string, string | null]>([
    ["at closing time", hours(), "2026-01-05T15:00:00Z", "2026-01-05T22:00:00.000Z"],
    ["next morning", hours(), "2026-01-05T23:00:00Z", "2026-01-06T14:00:00.000Z"],
    ["after the weekend", hours(), "2026-01-09T23:00:00Z", "2026-01-12T14:00:00.000Z"],
    [
      "after a holiday",
      hours({ holidays: [{ day: "01-06", name: "" }] }),
      "2026-01-05T23:00:00Z",
      "2026-01-07T14:00:00.000Z",
    ],
    [
      "never, when no day has hours",
      hours({ week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } }),
      "2026-01-05T15:00:00Z",
      null,
    ],
  ])("%s", (_, of, moment, change) => {
    expect(nextChange(of, new Date(moment))?.toISOString() ?? null).toBe(change);
  });

  test("never at midnight between two spans that meet there", () => {
    const always = [{ from: "00:00", until: "24:00" }];
    const week = { mon: always, tue: always, wed: [], thu: [], fri: [], sat: [], sun: [] };
    const change = nextChange(hours({ week }), new Date("2026-01-05T15:00:00Z"));
    expect(change?.toISOString()).toBe("2026-01-07T05:00:00.000Z");
  });
});
