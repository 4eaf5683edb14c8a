import type { BookingFacts } from "@/lib/booking/facts";
import { addDays, weekdayNumber } from "@/lib/core/time";
import { momentShown } from "@/lib/routing/hours";
import { weekdays } from "@/lib/routing/limits";

/** From a moment (milliseconds since 1970) until another, which is not part of it. */
export type Range = { from: number; until: number };

type Days = { first: string; last: string };
type Open = Pick<BookingFacts, "time_zone" | "week" | "closures">;
type Whose = { id: string; week: BookingFacts["week"] };

/**
 * When bookings are taken for one of the staff on these days (YYYY-MM-DD, both included): by their
 * own hours, else the company's, without closed days. In order; what touches is one.
 * private.open_hours says the same.
 */
export function openRanges(facts: Open, helper: Whose, { first, last }: Days): Range[] {
  const { time_zone: zone } = facts;
  const week = helper.week ?? facts.week;
  if (!week) return [];
  const at = (day: string, time: string) => momentShown(zone, day, time).getTime();
  const opened = daysOf(addDays(first, -1), last).flatMap((day) =>
    week[weekdayOf(day)].map(({ from, until }) => ({
      from: at(day, from),
      until: at(until > from ? day : addDays(day, 1), until),
    })),
  );
  const closed = facts.closures
    .filter(({ staff_id }) => staff_id === null || staff_id === helper.id)
    .map(({ first_day, last_day }) => ({
      from: at(first_day, "00:00"),
      until: at(addDays(last_day, 1), "00:00"),
    }));
  return closed.reduce(without, joined(opened));
}

/** Monday is the first of `weekdays`. */
export function weekdayOf(day: string): (typeof weekdays)[number] {
  return weekdays[weekdayNumber(day)] ?? "mon";
}

/** The days from one to another (YYYY-MM-DD), both included. */
export function daysOf(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

function joined(ranges: Range[]): Range[] {
  const all: Range[] = [];
  const inOrder = ranges.filter(({ from, until }) => from < until);
  for (const range of inOrder.sort((one, other) => one.from - other.from)) {
    const before = all.at(-1);
    if (before && range.from <= before.until) before.until = Math.max(before.until, range.until);
    else all.push({ ...range });
  }
  return all;
}

function without(ranges: Range[], gone: Range): Range[] {
  return ranges.flatMap(({ from, until }) =>
    [
      { from, until: Math.min(until, gone.from) },
      { from: Math.max(from, gone.until), until },
    ].filter((part) => part.from < part.until),
  );
}
