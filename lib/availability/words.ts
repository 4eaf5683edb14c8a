import type { Presence } from "@/lib/availability/decide";
import { addDays, dayOf, dayStart, formatDay, formatTime } from "@/lib/core/time";

/** "Available", "Away until 3:04 PM", as it stands beside a name. */
export function presenceWords(presence: Presence, timeZone: string, now: Date): string {
  switch (presence.kind) {
    case "available":
      return "Available";
    case "on_call":
      return "On a call";
    case "after_call":
      return "Finishing a call";
    case "outside_hours":
      return "Outside working hours";
    case "offline":
      return "Offline";
    case "busy":
      return presence.until ? `Busy until ${untilWords(presence.until, timeZone, now)}` : "Busy";
    case "away":
      return presence.until ? `Away until ${untilWords(presence.until, timeZone, now)}` : "Away";
  }
}

function untilWords(iso: string, timeZone: string, now: Date): string {
  const moment = new Date(iso);
  const time = formatTime(moment, timeZone);
  const day = dayOf(moment, timeZone);
  const today = dayOf(now, timeZone);
  if (day === today) return time;
  const isMidnight = Date.parse(dayStart(day, timeZone)) === moment.getTime();
  if (day === addDays(today, 1)) return isMidnight ? "tomorrow" : `tomorrow, ${time}`;
  return `${formatDay(day)}, ${time}`;
}
