import { tz } from "@date-fns/tz";
import { parseISO } from "date-fns";

const parts = new Map<string, Intl.DateTimeFormat>();
const zones = new Map<string, string>();

/**
 * A time zone that this machine can reckon in: the given one, else UTC. Postgres and ICU have lists
 * of their own, and either may have names that the other does not have yet.
 */
export function knownZone(timeZone: string): string {
  const known = zones.get(timeZone);
  if (known) return known;
  const zone = isZone(timeZone) ? timeZone : "UTC";
  zones.set(timeZone, zone);
  return zone;
}

/** Whether this machine can reckon in a time zone (IANA). */
export function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}

function formatter(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = timeZone + JSON.stringify(options);
  const known = parts.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", { timeZone: knownZone(timeZone), ...options });
  parts.set(key, made);
  return made;
}

/**
 * The calendar day of a moment in a time zone, as `YYYY-MM-DD`. Asked for each line of a list: one
 * formatter a zone, nothing parsed.
 */
export function dayOf(moment: Date, timeZone: string): string {
  const digits = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const [month, day, year] = formatter(timeZone, digits).format(moment).split("/");
  return `${year}-${month}-${day}`;
}

/** The day after (or `days` after) a `YYYY-MM-DD`. */
export function addDays(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

/**
 * The first moment of a `YYYY-MM-DD` in a time zone, as an ISO instant; also on days when clocks
 * change.
 */
export function dayStart(day: string, timeZone: string): string {
  return new Date(parseISO(day, { in: tz(knownZone(timeZone)) }).getTime()).toISOString();
}

/** Of a day (YYYY-MM-DD); 0 is Monday. */
export function weekdayNumber(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** A number with at least two digits: 7 → "07". */
export const two = (value: number) => String(value).padStart(2, "0");

/** A moment on the clock of a time zone: `YYYY-MM-DDTHH:MM`, as datetime-local takes it. */
export function clockOf(moment: Date, timeZone: string): string {
  const digits = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  return `${dayOf(moment, timeZone)}T${formatter(timeZone, digits).format(moment)}`;
}

/** The moment (ISO 8601) of a clock time in a time zone; null when there is no such time. */
export function momentOf(clock: string, timeZone: string): string | null {
  const moment = parseISO(clock, { in: tz(knownZone(timeZone)) });
  return Number.isNaN(moment.getTime()) ? null : new Date(moment.getTime()).toISOString();
}

/**
 * An instant as a person reads it in a list: "Today, 3:04 PM", "Nov 18, 3:04 PM", with the year
 * when it is another one.
 */
export function formatWhen(iso: string, timeZone: string, now: Date = new Date()): string {
  const moment = new Date(iso);
  const time = formatter(timeZone, { timeStyle: "short" }).format(moment);
  const day = dayOf(moment, timeZone);
  const today = dayOf(now, timeZone);
  if (day === today) return `Today, ${time}`;
  if (day === addDays(today, -1)) return `Yesterday, ${time}`;
  const options: Intl.DateTimeFormatOptions =
    day.slice(0, 4) === today.slice(0, 4)
      ? { month: "short", day: "numeric" }
      : { month: "short", day: "numeric", year: "numeric" };
  return `${formatter(timeZone, options).format(moment)}, ${time}`;
}

/** An instant to the second with its zone, for evidence: "Nov 20, 2026, 3:04:05 PM PST". */
export function formatExact(iso: string, timeZone: string): string {
  return formatter(timeZone, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  }).format(new Date(iso));
}

/** A `YYYY-MM-DD` as people write it: "Nov 20, 2026". */
export function formatDay(day: string): string {
  return formatter("UTC", { dateStyle: "medium" }).format(new Date(`${day}T00:00:00Z`));
}

/** The time of day: "3:04 PM". */
export function formatTime(moment: Date, timeZone: string): string {
  return formatter(timeZone, { timeStyle: "short" }).format(moment);
}

/** The time of day to the second: "3:04:05 PM". */
export function formatClock(iso: string, timeZone: string): string {
  return formatter(timeZone, { timeStyle: "medium" }).format(new Date(iso));
}

/** Seconds as a clock: 133 → "2:13", 3723 → "1:02:03". */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(whole % 60)}`
    : `${minutes}:${two(whole % 60)}`;
}

/** Seconds as an amount of work: 44 → "44 s", 95 → "1 min", 11520 → "3 h 12 min". */
export function formatTalk(seconds: number): string {
  if (seconds < 60) return `${Math.max(0, Math.floor(seconds))} s`;
  const minutes = Math.floor(Math.max(0, seconds) / 60);
  const hours = Math.floor(minutes / 60);
  return hours > 0 ? `${hours.toLocaleString("en-US")} h ${minutes % 60} min` : `${minutes} min`;
}

/** Seconds as people say how long to wait, never too short: 61 → "2 minutes", 4000 → "2 hours". */
export function formatWait(seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  if (minutes < 60) return minutes === 1 ? "a minute" : `${minutes} minutes`;
  const hours = Math.ceil(minutes / 60);
  return hours === 1 ? "an hour" : `${hours} hours`;
}

export function daysAgo(days: number): Date {
  return new Date(Date.now() - days * 86_400_000);
}
