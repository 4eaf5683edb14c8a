import { formatTime } from "@/lib/core/time";

/** When nobody is texted, by the clock where they are: "21:00" to "08:00". */
export type QuietHours = { from: string; until: string };

const minuteMs = 60_000;
const dayMinutes = 24 * 60;

const minutesOf = (clock: string) => {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
};

/** Minutes since midnight in a time zone (IANA). */
function clockIn(zone: string, at: Date): number {
  const options = { timeZone: zone, hourCycle: "h23", hour: "2-digit", minute: "2-digit" } as const;
  return minutesOf(new Intl.DateTimeFormat("en-GB", options).format(at));
}

/**
 * When the quiet hours end that `at` falls into in a zone; null outside of them, and where the zone
 * is not known. From equal to until is the whole day, which is none.
 */
export function quietUntil(quiet: QuietHours | null, zone: string | null, at: Date): Date | null {
  if (!quiet || !zone) return null;
  const [from, until] = [minutesOf(quiet.from), minutesOf(quiet.until)];
  const now = clockIn(zone, at);
  const isQuiet = from < until ? now >= from && now < until : now >= from || now < until;
  if (!isQuiet || from === until) return null;
  const end = nextAt(zone, until, at);
  return end;
}

/** When most people sleep, for companies that have set no quiet hours. */
const night: QuietHours = { from: "21:00", until: "08:00" };

/**
 * Where it is night at `at` in a zone and no quiet hours say what to do: the time there, "3:29 AM".
 * Null by day, in quiet hours' stead, and where the zone is not known.
 */
export function nightTime(quiet: QuietHours | null, zone: string | null, at: Date): string | null {
  if (quiet || !zone || !quietUntil(night, zone, at)) return null;
  return formatTime(at, zone);
}

/** The next moment after `at` when the clock of a zone shows these minutes since midnight. */
function nextAt(zone: string, minutes: number, at: Date): Date {
  const whole = Math.floor(at.getTime() / minuteMs) * minuteMs;
  const ahead = (minutes - clockIn(zone, at) + dayMinutes) % dayMinutes || dayMinutes;
  const guess = new Date(whole + ahead * minuteMs);
  // Clocks were changed in between.
  const off = minutes - clockIn(zone, guess);
  const nearest =
    off > dayMinutes / 2 ? off - dayMinutes : off < -dayMinutes / 2 ? off + dayMinutes : off;
  return new Date(guess.getTime() + nearest * minuteMs);
}

/** The next moment when it is `clock` ("08:00") in a zone. */
export function nextClock(zone: string, clock: string, at: Date): Date {
  return nextAt(zone, minutesOf(clock), at);
}
