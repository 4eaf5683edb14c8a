import type { DayHeard } from "@/lib/agent/spoken/spoken";
import { addDays } from "@/lib/core/time";

/** 0 is Monday. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** The next such weekday; on that weekday it may be today or in a week. */
export function nextWeekday(weekday: number, today: string): DayHeard {
  const ahead = (weekday - weekdayOf(today) + 7) % 7;
  return { day: addDays(today, ahead === 0 ? 7 : ahead), sure: ahead !== 0 };
}

/** A weekday of the week after this one. */
export function ofNextWeek(weekday: number, today: string): string {
  return addDays(today, 7 - weekdayOf(today) + weekday);
}

const isDay = (day: string) => {
  const moment = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day);
};
const pad = (value: number) => String(value).padStart(2, "0");

/** The next date with this day of the month, from today on; null where there is none in a year. */
export function nextDate(date: number, today: string): string | null {
  const [year = 0, month = 0] = today.split("-").map(Number);
  for (let ahead = 0; ahead < 12; ahead += 1) {
    const nth = month - 1 + ahead;
    const day = `${year + Math.floor(nth / 12)}-${pad((nth % 12) + 1)}-${pad(date)}`;
    if (day >= today && isDay(day)) return day;
  }
  return null;
}

/** The next time that this day of the year comes (1 is January); null where there is none. */
export function nextOfYear(month: number, date: number, today: string): string | null {
  const year = Number(today.slice(0, 4));
  for (let ahead = 0; ahead < 9; ahead += 1) {
    const day = `${year + ahead}-${pad(month)}-${pad(date)}`;
    if (day >= today && isDay(day)) return day;
  }
  return null;
}

/** The same date some months later; the last of the month where there is no such date. */
export function addMonthsTo(today: string, months: number): string {
  const [year = 0, month = 1, date = 1] = today.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const moment = new Date(Date.UTC(year, month - 1 + months, Math.min(date, last)));
  return moment.toISOString().slice(0, 10);
}
