import { expect, test } from "vitest";
import {
  chosen,
  type Known,
  msToNextChange,
  type Presence,
  presenceAt,
  unknown,
} from "@/lib/availability/decide";
import type { Choice } from "@/lib/availability/schema";
import { presenceWords } from "@/lib/availability/words";

const zone = "America/Los_Angeles";
// The evening before clocks go back.
const now = new Date("2026-10-31T23:30:00-07:00");
const away = (until: string | null): Presence => ({ kind: "away", until });

test.each<[Choice, string | undefined, unknown]>([
  ["available", undefined, { state: "available", away_until: null }],
  ["offline", undefined, { state: "offline", away_until: null }],
  ["busy", undefined, { state: "busy", away_until: null }],
  ["busy_until", "2026-11-01T09:00", { state: "busy", away_until: "2026-11-01T17:00:00.000Z" }],
  ["busy_until", "2026-10-31T23:30", null],
  ["away", undefined, { state: "away", away_until: null }],
  ["away_30_minutes", undefined, { state: "away", away_until: "2026-11-01T07:00:00.000Z" }],
  ["away_1_hour", undefined, { state: "away", away_until: "2026-11-01T07:30:00.000Z" }],
  ["away_until_tomorrow", undefined, { state: "away", away_until: "2026-11-01T07:00:00.000Z" }],
  ["away_until", "2026-11-01T09:00", { state: "away", away_until: "2026-11-01T17:00:00.000Z" }],
  ["away_until", "2026-10-31T23:30", null],
  ["away_until", "2027-12-01T09:00", null],
  ["away_until", undefined, null],
])("%s (%s) sets %j", (choice, until, expected) => {
  expect(chosen(choice, until, now, zone)).toEqual(expected);
});

const saturday = { from: "09:00", until: "17:00" };
const week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [saturday], sun: [] };
const own_hours = { time_zone: zone, week };

test.each<[string, Partial<Known>, Presence["kind"]]>([
  ["who says nothing takes calls", {}, "available"],
  [
    "who was away until now is back",
    { availability: { state: "away", away_until: now.toISOString() } },
    "available",
  ],
  [
    "who is away without an end stays so",
    { availability: { state: "away", away_until: null } },
    "away",
  ],
  [
    "who is busy stays so",
    { availability: { state: "busy", away_until: "2026-11-01T07:00:00Z" } },
    "busy",
  ],
  [
    "who was busy until now is back",
    { availability: { state: "busy", away_until: now.toISOString() } },
    "available",
  ],
  [
    "a call shows before what they say",
    { availability: { state: "offline", away_until: null }, on_call: true },
    "on_call",
  ],
  [
    "after a call they finish it, until then",
    { after_call_until: "2026-11-01T06:30:30Z" },
    "after_call",
  ],
  ["who has hours is outside them in the evening", { own_hours }, "outside_hours"],
])("%s", (_, known, kind) => {
  expect(presenceAt({ ...unknown, ...known }, now).kind).toBe(kind);
});

test.each<[string, Presence]>([
  ["Away until 11:45 PM", away("2026-11-01T06:45:00Z")],
  ["Away until tomorrow", away("2026-11-01T07:00:00Z")],
  ["Away until tomorrow, 9:00 AM", away("2026-11-01T17:00:00Z")],
  ["Away until Nov 9, 2026, 9:00 AM", away("2026-11-09T17:00:00Z")],
  ["Away", away(null)],
  ["Busy", { kind: "busy", until: null }],
  ["Busy until 11:45 PM", { kind: "busy", until: "2026-11-01T06:45:00Z" }],
])("%s", (words, presence) => {
  expect(presenceWords(presence, zone, now)).toBe(words);
});

test("a page changes by itself when the first of its people is back, or done", () => {
  const away_until = (iso: string | null): Known => ({
    ...unknown,
    availability: { state: "away", away_until: iso },
  });
  const people = [away_until("2026-11-01T07:30:00Z"), away_until(null), unknown];
  expect(msToNextChange(people, now)).toBe(3_600_000);
  const finishing = { ...unknown, after_call_until: "2026-11-01T06:31:00Z" };
  expect(msToNextChange([...people, finishing], now)).toBe(60_000);
  expect(msToNextChange([away_until(null), unknown], now)).toBeNull();
  const atNine = new Date("2026-10-31T16:00:00Z");
  expect(msToNextChange([{ ...unknown, own_hours }], atNine)).toBe(8 * 3_600_000);
  const before = new Date("2026-10-31T15:59:00Z");
  expect(msToNextChange([{ ...unknown, own_hours }], before)).toBe(60_000);
});
