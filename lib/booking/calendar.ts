import "server-only";
import type { z } from "zod";
import type { Member } from "@/lib/auth/member";
import { daysOf, openRanges, type Range } from "@/lib/booking/hours";
import type { CalendarQuery } from "@/lib/booking/schema";
import { type Booking, listBookings, maxShown, readBookingFacts } from "@/lib/booking/store";
import { addDays, dayOf, dayStart, weekdayNumber } from "@/lib/core/time";

/** The days that a calendar shows: one, or a week from its Monday on. */
export function shownDays(view: "day" | "week", day: string): string[] {
  if (view === "day") return [day];
  const monday = addDays(day, -weekdayNumber(day));
  return daysOf(monday, addDays(monday, 6));
}

/** What the calendar shows at its address, with opening hours of each of the staff by day. */
export async function readCalendar(
  { db, tenant }: Member,
  { view, day, staff }: z.output<typeof CalendarQuery>,
  now: Date,
) {
  const zone = tenant.time_zone;
  const today = dayOf(now, zone);
  const days = shownDays(view, day ?? today);
  const [first = today, last = first] = [days[0], days.at(-1)];
  const [from, until] = [dayStart(first, zone), dayStart(addDays(last, 1), zone)];
  const [facts, all] = await Promise.all([
    readBookingFacts(db, new Date(from), new Date(until)),
    listBookings(db, tenant.id, { from, until }),
  ]);
  const shown = facts.staff.filter(({ id }) => !staff || id === staff);
  const bookings = all.filter(({ staff_id }) => !staff || staff_id === staff);
  const openOf = (date: string): Map<string, Range[]> =>
    new Map(
      shown.map((helper) => [helper.id, openRanges(facts, helper, { first: date, last: date })]),
    );
  return {
    today,
    day: day ?? today,
    facts,
    /** Later bookings may be missing. */
    isCut: all.length === maxShown,
    staff: shown,
    days: days.map((date) => ({
      day: date,
      open: openOf(date),
      bookings: ofDay(bookings, date, zone),
      closed: facts.closures.filter(
        ({ staff_id, first_day, last_day }) =>
          staff_id === null && first_day <= date && date <= last_day,
      ),
    })),
  };
}

export type Calendar = Awaited<ReturnType<typeof readCalendar>>;

const ofDay = (bookings: Booking[], day: string, zone: string) =>
  bookings.filter(({ starts_at }) => dayOf(new Date(starts_at), zone) === day);
