import { dayOf, formatTime, knownZone } from "@/lib/core/time";
import type { Opening } from "@/lib/routing/hours";

/** Why it is open or closed: "closed: Christmas Day". */
export function openingWords({ open, because, name }: Opening): string {
  const state = open ? "open" : "closed";
  if (because === "week") return state;
  const day = because === "holiday" ? "holiday" : "exception";
  return `${state}: ${name || day}`;
}

/** "yes, until 5:00 PM", "no: Christmas Day, until Monday, 9:00 AM". */
export function openNowWords(
  { open, because, name }: Opening,
  change: Date | null,
  now: Date,
  timeZone: string,
): string {
  const state = open ? "yes" : "no";
  const day = because === "week" ? "" : name || (because === "holiday" ? "holiday" : "exception");
  const why = day && ` (${day})`;
  if (!change) return `${state}${why}`;
  const zone = knownZone(timeZone);
  const time = formatTime(change, zone);
  if (dayOf(change, zone) === dayOf(now, zone)) return `${state}${why}, until ${time}`;
  const weekday = new Intl.DateTimeFormat("en-US", { timeZone: zone, weekday: "long" });
  return `${state}${why}, until ${weekday.format(change)}, ${time}`;
}
