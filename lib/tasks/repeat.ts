import { tz } from "@date-fns/tz";
import { addDays, addMonths, addWeeks, format, parseISO } from "date-fns";
import { knownZone } from "@/lib/core/time";

export const repeats = ["none", "daily", "weekly", "monthly"] as const;

const clock = "yyyy-MM-dd'T'HH:mm";
const utc = tz("UTC");

/** The instant at which a clock of this zone shows `wall` (YYYY-MM-DDTHH:mm), as ISO. */
export function instantOf(wall: string, timeZone: string): string {
  return new Date(parseISO(wall, { in: tz(knownZone(timeZone)) }).getTime()).toISOString();
}

/** What a clock of this zone shows at an instant, as YYYY-MM-DDTHH:mm. */
export function wallOf(iso: string, timeZone: string): string {
  return format(iso, clock, { in: tz(knownZone(timeZone)) });
}

const steps = {
  daily: { add: addDays, days: 1 },
  weekly: { add: addWeeks, days: 7 },
  monthly: { add: addMonths, days: 31 },
};

/**
 * When a repeated task is due next after `after`, as ISO. Counted from the first time (a clock of
 * the company's zone): 9:00 stays 9:00 when clocks change, and the 31st comes back after a shorter
 * month. Null where nothing is repeated.
 */
export function nextDue(
  { repeat, repeats_from }: { repeat: string; repeats_from: string | null },
  after: Date,
  timeZone: string,
): string | null {
  if (repeats_from === null || !isRepeated(repeat)) return null;
  const { add, days } = steps[repeat];
  const first = parseISO(repeats_from.slice(0, 16), { in: utc });
  const passed = Math.floor((after.getTime() - first.getTime()) / (days * 86_400_000));
  for (let times = Math.max(1, passed - 1); ; times += 1) {
    const due = instantOf(format(add(first, times, { in: utc }), clock, { in: utc }), timeZone);
    if (Date.parse(due) > after.getTime()) return due;
  }
}

function isRepeated(repeat: string): repeat is keyof typeof steps {
  return Object.hasOwn(steps, repeat);
}
