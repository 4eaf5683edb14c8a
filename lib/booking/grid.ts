import type { Range } from "@/lib/booking/hours";
import { clockOf } from "@/lib/core/time";

/** A row of the calendar is this many minutes. */
export const rowMinutes = 5;
/** Between two times that can be pointed at. */
export const slotMinutes = 30;

/** The hours that a calendar shows: from one until another, which is not part of it. */
export type Hours = { from: number; until: number };

const minuteMs = 60_000;
const usual: Hours = { from: 8, until: 18 };

type Timed = { id: string; starts_at: string; ends_at: string };

/** Minutes since midnight that a clock of the zone shows. */
export function minutesOf(moment: Date, timeZone: string): number {
  const [hours = 0, minutes = 0] = clockOf(moment, timeZone).slice(11).split(":").map(Number);
  return hours * 60 + minutes;
}

/** The hours in which something is open or booked on any of the days, at least the usual ones. */
export function shownHours(ranges: Range[], booked: Timed[], timeZone: string): Hours {
  const all = [
    ...ranges,
    ...booked.map(({ starts_at, ends_at }) => ({
      from: Date.parse(starts_at),
      until: Date.parse(ends_at),
    })),
  ].map(({ from, until }) => {
    const begins = minutesOf(new Date(from), timeZone);
    return { begins, ends: begins + (until - from) / minuteMs };
  });
  if (all.length === 0) return usual;
  const from = Math.floor(Math.min(...all.map(({ begins }) => begins)) / 60);
  const until = Math.ceil(Math.max(...all.map(({ ends }) => ends)) / 60);
  return { from: Math.max(0, from), until: Math.min(24, Math.max(until, from + 6)) };
}

export type Placed<Row> = { row: Row; start: number; span: number; lane: number; lanes: number };

/**
 * Where bookings of one column stand: from which row on (the first is 1), over how many, and in
 * which lane of how many where several go on at once.
 */
export function place<Row extends Timed>(rows: Row[], hours: Hours, timeZone: string) {
  const placed: Placed<Row>[] = [];
  let group: Placed<Row>[] = [];
  let groupEnds = 0;
  const close = () => {
    const lanes = Math.max(0, ...group.map(({ lane }) => lane)) + 1;
    placed.push(...group.map((each) => ({ ...each, lanes })));
    group = [];
  };
  for (const row of rows.toSorted((a, b) => a.starts_at.localeCompare(b.starts_at))) {
    const { start, span } = rowsOf(row, hours, timeZone);
    if (group.length > 0 && start >= groupEnds) close();
    if (group.length === 0) groupEnds = 0;
    const ends = new Map(group.map((each) => [each.lane, each.start + each.span]));
    let lane = 0;
    while ((ends.get(lane) ?? 0) > start) lane += 1;
    group.push({ row, start, span, lane, lanes: 1 });
    groupEnds = Math.max(groupEnds, start + span);
  }
  close();
  return placed;
}

function rowsOf({ starts_at, ends_at }: Timed, hours: Hours, timeZone: string) {
  const last = (hours.until - hours.from) * (60 / rowMinutes);
  const minutes = minutesOf(new Date(starts_at), timeZone) - hours.from * 60;
  const start = Math.max(0, Math.floor(minutes / rowMinutes));
  const length = (Date.parse(ends_at) - Date.parse(starts_at)) / minuteMs;
  const span = Math.max(3, Math.min(Math.ceil(length / rowMinutes), last - start));
  return { start: start + 1, span };
}
