import { tz } from "@date-fns/tz";
import { addMonths } from "date-fns";
import type { DayHeard } from "@/lib/agent/spoken/spoken";
import { addDays, two, weekdayNumber } from "@/lib/core/time";

/** A day that can mean no other; null where there is none. */
export function sure(day: string | null): DayHeard | null {
  return day && isDay(day) ? { day, sure: true } : null;
}

/** The next such weekday; on that weekday it may be today or in a week. */
export function nextWeekday(weekday: number, today: string): DayHeard {
  const ahead = (weekday - weekdayNumber(today) + 7) % 7;
  return { day: addDays(today, ahead === 0 ? 7 : ahead), sure: ahead !== 0 };
}

/** A weekday of the week after this one. */
export function ofNextWeek(weekday: number, today: string): string {
  return addDays(today, 7 - weekdayNumber(today) + weekday);
}

const isDay = (day: string) => {
  const moment = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day);
};

/** The next date with this day of the month, from today on; null where there is none in a year. */
export function nextDate(date: number, today: string): string | null {
  for (let ahead = 0; ahead < 12; ahead += 1) {
    const month = monthsLater(`${today.slice(0, 7)}-01`, ahead).slice(0, 7);
    const day = `${month}-${two(date)}`;
    if (day >= today && isDay(day)) return day;
  }
  return null;
}

/** The next time that this day of the year comes (1 is January); null where there is none. */
export function nextOfYear(month: number, date: number, today: string): string | null {
  const year = Number(today.slice(0, 4));
  for (let ahead = 0; ahead < 9; ahead += 1) {
    const day = `${year + ahead}-${two(month)}-${two(date)}`;
    if (day >= today && isDay(day)) return day;
  }
  return null;
}

/** So many days, weeks or months after a day; the last of the month where it has no such date. */
export function later(day: string, n: number, unit: string): string {
  if (unit === "month") return monthsLater(day, n);
  return addDays(day, unit === "week" ? n * 7 : n);
}

function monthsLater(day: string, months: number): string {
  return addMonths(`${day}T00:00:00Z`, months, { in: tz("UTC") })
    .toISOString()
    .slice(0, 10);
}

/** On a clock of twelve hours: what "a quarter to" and "fără un sfert" count from. */
export const hourBefore = (hour: number) => (hour + 23) % 24 || 12;
