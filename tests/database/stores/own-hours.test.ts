import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { isWithin } from "@/lib/availability/hours";
import type { Span } from "@/lib/routing/hours-schema";
import { admin, machine, plantTenant } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

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

const two = (value: number) => String(value).padStart(2, "0");
/** Often in the hours in which clocks change. */
const clock = fc
  .oneof(fc.integer({ min: 0, max: 4 * 12 }), fc.integer({ min: 0, max: 24 * 12 - 1 }))
  .map((fives) => `${two(Math.floor(fives / 12))}:${two((fives % 12) * 5)}`);
const span = fc
  .tuple(clock, fc.oneof(clock, fc.constant("24:00")))
  .filter(([from, until]) => from !== until)
  .map(([from, until]): Span => ({ from, until }));
const spans = fc.array(span, { maxLength: 2 });
const week = fc.record({
  ...{ mon: spans, tue: spans, wed: spans, thu: spans, fri: spans, sat: spans, sun: spans },
});
const moment = fc
  .tuple(
    fc.constantFrom(...nights),
    fc.oneof(fc.integer({ min: 10 * 60, max: 20 * 60 }), fc.integer({ min: 0, max: 36 * 60 })),
    fc.constantFrom(0, 1, 59),
  )
  .map(([[zone, noon], minutes, seconds]) => ({
    zone,
    at: new Date(Date.parse(noon) + (minutes * 60 + seconds) * 1000),
  }));

test("the database finds the same hours as the app, at any moment around a change of clocks", async () => {
  const cases = fc.sample(fc.tuple(week, moment), 6_000);
  const asked = cases.map(([week, { zone, at }], n) => ({ n, week, zone, at: at.toISOString() }));
  const rows = await admin<{ n: number; within: boolean }[]>`
    select n, private.is_within_week(week, zone, at) as within
    from jsonb_to_recordset(${admin.json(asked)}) as c
      (n integer, week jsonb, zone text, at timestamptz) order by n`;
  const differing = rows.filter(({ n, within }) => {
    const one = cases[n];
    return one && isWithin({ time_zone: one[1].zone, week: one[0] }, one[1].at) !== within;
  });
  expect(differing.map(({ n }) => asked[n])).toEqual([]);
  expect(rows.filter(({ within }) => within).length).toBeGreaterThan(300);
});

test.each([
  ["no object", []],
  ["a day that there is not", { someday: [] }],
  ["a time that there is not", { mon: [{ from: "09:00", until: "25:00" }] }],
  ["a span without an end", { mon: [{ from: "09:00" }] }],
  ["a day that is no list", { mon: "09:00" }],
  ["a span of no length", { mon: [{ from: "09:00", until: "09:00" }] }],
])("hours are refused that are %s: a call would not know them", async (_, week) => {
  const { id, rep } = await plantTenant();
  const insert = admin`insert into public.own_hours (tenant_id, user_id, time_zone, week)
    values (${id}, ${rep}, 'UTC', ${admin.json(week)})`;
  await expect(insert).rejects.toMatchObject({ code: "23514" });
});
