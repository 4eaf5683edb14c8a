import { dayOf, formatTime, knownZone } from "@/lib/core/time";
import type { Opening } from "@/lib/routing/hours";
import type { Hours, Span } from "@/lib/routing/hours-schema";
import { weekdays } from "@/lib/routing/limits";

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

/** "9:00 AM" of "09:00"; the end of a day is midnight. One that is half typed is left as it is. */
function clockWords(clock: string): string {
  if (clock === "24:00") return "midnight";
  const moment = new Date(`2000-01-01T${clock}:00Z`);
  return Number.isNaN(moment.getTime()) ? clock : formatTime(moment, "UTC");
}

/** Of a span that ends on the next day, "until 8:00 AM the next day"; null of any other. */
export function overnightWords({ from, until }: Span): string | null {
  if (from === "" || until === "" || until >= from) return null;
  return `until ${clockWords(until)} the next day`;
}

const dayWords: Record<(typeof weekdays)[number], string> = {
  ...{ mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" },
};

function spanWords(span: Span): string {
  const next = overnightWords(span) ? " the next day" : "";
  return `${clockWords(span.from)}–${clockWords(span.until)}${next}`;
}

/** "Mon–Thu 9:00 AM–5:00 PM, Fri 9:00 AM–1:00 PM": the days that are open, equal ones together. */
export function weekWords(week: Hours["week"]): string {
  const runs: { first: string; last: string; spans: string }[] = [];
  let before = "";
  for (const day of weekdays) {
    const spans = week[day].map(spanWords).join(" and ");
    const run = runs.at(-1);
    if (run && spans !== "" && spans === before) run.last = dayWords[day];
    else if (spans !== "") runs.push({ first: dayWords[day], last: dayWords[day], spans });
    before = spans;
  }
  if (runs.length === 0) return "never open";
  return runs
    .map(({ first, last, spans }) => `${first === last ? first : `${first}–${last}`} ${spans}`)
    .join(", ");
}
