import { tzOffset } from "@date-fns/tz";
import { addDays, knownZone } from "@/lib/core/time";
import { publicHolidayOn } from "@/lib/holidays/dates";
import type { Hours, Span } from "@/lib/routing/hours-schema";
import { weekdays } from "@/lib/routing/limits";

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** What a day is, and its name where it has one. */
type DayPlan = { spans: readonly Span[]; because: "week" | "holiday" | "exception"; name: string };

/** Open or not at a moment; `because` and `name` say which day's rule decided. */
export type Opening = { open: boolean; because: DayPlan["because"]; name: string };

/**
 * Whether it is open at a moment. Clocks that change: a time that is skipped is the moment of the
 * change, and a time that comes twice is the first. So a span is never open twice, and one that
 * lies in the skipped hour is not open that day.
 */
export function openingAt(hours: Hours, moment: Date): Opening {
  const zone = knownZone(hours.time_zone);
  const clock = clockAt(zone, moment.getTime());
  const today = dayOf(moment.getTime() + clock.offset);
  // A span that begins today or yesterday: none is longer than a day.
  for (const day of [today, addDays(today, -1)]) {
    const { spans, because, name } = planOf(hours, day);
    for (const { from, until } of spans) {
      const end = until > from ? day : addDays(day, 1);
      if (moment.getTime() < clock.firstAt(day, from)) continue;
      if (moment.getTime() < clock.firstAt(end, until)) return { open: true, because, name };
    }
  }
  const { because, name } = planOf(hours, today);
  return { open: false, because, name };
}

/** Days in which a change is looked for: more than any week has. */
const lookAhead = 15;

/** When it opens or closes next after a moment; null when it does not within two weeks. */
export function nextChange(hours: Hours, moment: Date): Date | null {
  const zone = knownZone(hours.time_zone);
  const { open } = openingAt(hours, moment);
  const today = dayOf(moment.getTime() + tzOffset(zone, moment) * minuteMs);
  const moments = Array.from({ length: lookAhead }, (_, index) => addDays(today, index - 1))
    .flatMap((day) => edgesOf(hours, day, readClock(zone, wallMs(day, "12:00"))))
    .filter((ms) => ms > moment.getTime())
    .toSorted((one, other) => one - other);
  const change = moments.find((ms) => openingAt(hours, new Date(ms)).open !== open);
  return change === undefined ? null : new Date(change);
}

/** When something of a day begins or ends (milliseconds since 1970). */
function edgesOf(hours: Hours, day: string, { firstAt }: Clock): number[] {
  const spans = planOf(hours, day).spans.flatMap(({ from, until }) => [
    firstAt(day, from),
    firstAt(until > from ? day : addDays(day, 1), until),
  ]);
  return [firstAt(day, "00:00"), ...spans];
}

function planOf(hours: Hours, day: string): DayPlan {
  const { week, holidays, exceptions, public_holidays: listed } = hours;
  const exception = exceptions.find((one) => one.day === day);
  if (exception) return { ...exception, because: "exception" };
  const holiday = holidays.find((one) => one.day === day || one.day === day.slice(5));
  if (holiday) return { spans: [], because: "holiday", name: holiday.name };
  const found = listed && publicHolidayOn(listed.country, day, listed.open_on);
  if (found) return { spans: [], because: "holiday", name: found.name };
  const weekday = weekdays[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] ?? "mon";
  return { spans: week[weekday], because: "week", name: "" };
}

const dayOf = (wallMs: number) => new Date(wallMs).toISOString().slice(0, 10);

/** A wall time as if it were UTC; 24:00 is the next midnight. */
function wallMs(day: string, time: string): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return Date.parse(`${day}T00:00:00Z`) + (hour * 60 + minute) * minuteMs;
}

type Clock = { offset: number; firstAt: (day: string, time: string) => number };
/** The clock that was asked for last: all hours of a route are asked at one moment. */
let latest: { zone: string; momentMs: number; clock: Clock } | undefined;

function clockAt(zone: string, momentMs: number): Clock {
  if (latest?.zone === zone && latest.momentMs === momentMs) return latest.clock;
  const clock = readClock(zone, momentMs);
  latest = { zone, momentMs, clock };
  return clock;
}

/** The clock of a zone around a moment: its offset there, and when it first shows a time. */
function readClock(zone: string, momentMs: number): Clock {
  const offsetAt = (ms: number) => tzOffset(zone, new Date(ms)) * minuteMs;
  const offset = offsetAt(momentMs);
  const isSteady = [-3, 3].every((days) => offsetAt(momentMs + days * dayMs) === offset);
  const found = new Map<number, number>();
  const firstAt = (day: string, time: string) => {
    const wall = wallMs(day, time);
    if (isSteady) return wall - offset;
    const first = found.get(wall) ?? firstShown(wall, offsetAt);
    found.set(wall, first);
    return first;
  };
  return { offset, firstAt };
}

/** When the clock of a zone first shows a time of a day (24:00 too), or jumps past it. */
export function momentShown(zone: string, day: string, time: string): Date {
  const offsetAt = (ms: number) => tzOffset(knownZone(zone), new Date(ms)) * minuteMs;
  return new Date(firstShown(wallMs(day, time), offsetAt));
}

/** The first moment at which the clock shows this time, or one that it jumped to past it. */
function firstShown(wall: number, offsetAt: (ms: number) => number): number {
  const [before, after] = [offsetAt(wall - dayMs), offsetAt(wall + dayMs)];
  const shown = [before, after].map((offset) => wall - offset).sort((a, b) => a - b);
  const first = shown.find((ms) => ms + offsetAt(ms) === wall);
  if (first !== undefined) return first;
  // Skipped: the change lies between both, to the minute.
  let [low = wall, high = wall] = shown;
  while (high - low > minuteMs) {
    const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs;
    if (middle + offsetAt(middle) >= wall) high = middle;
    else low = middle;
  }
  return high;
}
