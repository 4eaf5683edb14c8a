import { expect, test } from "vitest";
import { chosen, msToNextChange, type Presence, presenceAt } from "@/lib/availability/decide";
import type { Choice } from "@/lib/availability/schema";
import { presenceWords } from "@/lib/availability/words";

const zone = "America/Los_Angeles";
// The evening before clocks go back.
const now = new Date("2026-10-31T23:30:00-07:00");
const away = (until: string | null): Presence => ({ kind: "away", until });

test.each<[Choice, string | undefined, unknown]>([
  ["available", undefined, { state: "available", away_until: null }],
  ["offline", undefined, { state: "offline", away_until: null }],
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

test.each<[string, Parameters<typeof presenceAt>[0], Presence["kind"]]>([
  ["who says nothing takes calls", { availability: null, on_call: false }, "available"],
  [
    "who was away until now is back",
    { availability: { state: "away", away_until: now.toISOString() }, on_call: false },
    "available",
  ],
  [
    "who is away without an end stays so",
    { availability: { state: "away", away_until: null }, on_call: false },
    "away",
  ],
  [
    "a call shows before what they say",
    { availability: { state: "offline", away_until: null }, on_call: true },
    "on_call",
  ],
])("%s", (_, known, kind) => {
  expect(presenceAt(known, now).kind).toBe(kind);
});

test.each([
  ["Away until 11:45 PM", away("2026-11-01T06:45:00Z")],
  ["Away until tomorrow", away("2026-11-01T07:00:00Z")],
  ["Away until tomorrow, 9:00 AM", away("2026-11-01T17:00:00Z")],
  ["Away until Nov 9, 2026, 9:00 AM", away("2026-11-09T17:00:00Z")],
  ["Away", away(null)],
])("%s", (words, presence) => {
  expect(presenceWords(presence, zone, now)).toBe(words);
});

test("a page changes by itself when the first of those who are away is back", () => {
  const presences = [away("2026-11-01T07:30:00Z"), away(null), away("2026-11-01T06:31:00Z")];
  expect(msToNextChange(presences, now)).toBe(60_000);
  expect(msToNextChange([away(null), { kind: "offline" }], now)).toBeNull();
});
