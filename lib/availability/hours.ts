import { z } from "zod";
import { isTimeZone } from "@/lib/company/places";
import { addDays, dayOf, momentOf } from "@/lib/core/time";
import { openingAt } from "@/lib/routing/hours";
import { Hours, type Span } from "@/lib/routing/hours-schema";
import { weekdays } from "@/lib/routing/limits";

type Day = (typeof weekdays)[number];

/** A person's own hours: when a route may ring their phone. */
export const OwnHours = Hours.pick({ time_zone: true, week: true });
export type OwnHours = z.output<typeof OwnHours>;

export const isWithin = (hours: OwnHours, moment: Date): boolean =>
  openingAt({ ...hours, holidays: [], exceptions: [] }, moment).open;

/** When a span begins or ends next, today or tomorrow; null when none does. */
export function nextBoundary({ time_zone, week }: OwnHours, now: Date): Date | null {
  const today = dayOf(now, time_zone);
  const moments = [-1, 0, 1].flatMap((days) => {
    const day = addDays(today, days);
    const weekday = weekdays[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] ?? "mon";
    return week[weekday].flatMap(({ from, until }) => {
      const end = until > from && until !== "24:00" ? day : addDays(day, 1);
      const last = until === "24:00" ? "00:00" : until;
      return [momentOf(`${day}T${from}`, time_zone), momentOf(`${end}T${last}`, time_zone)];
    });
  });
  const ahead = moments.flatMap((iso) => (iso && Date.parse(iso) > now.getTime() ? [iso] : []));
  return ahead.length > 0 ? new Date(ahead.sort()[0] ?? "") : null;
}

/** Of a day, the form has room for two spans. */
export const places = [1, 2] as const;
const ends = ["from", "until"] as const;
export const fieldOf = (day: Day, place: number, end: (typeof ends)[number]) =>
  `${day}_${place}_${end}`;

const Time = z.union([z.literal(""), z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)], {
  error: "Enter a time.",
});
/** The fields of a week in a form. */
export const weekTimes = Object.fromEntries(
  weekdays.flatMap((day) =>
    places.flatMap((place) => ends.map((end) => [fieldOf(day, place, end), Time.default("")])),
  ),
);

/** The week that a form's fields say; midnight as an end is that of the day. */
export function readWeek(
  typed: Map<string, unknown>,
  fail: (field: string, message: string) => void,
) {
  const wordOf = (field: string) => String(typed.get(field) ?? "");
  const spansOf = (day: Day) =>
    places.flatMap((place): Span[] => {
      const from = wordOf(fieldOf(day, place, "from"));
      const until = wordOf(fieldOf(day, place, "until"));
      if (!from && !until) return [];
      if (!from) fail(fieldOf(day, place, "from"), "Enter when it begins.");
      else if (!until) fail(fieldOf(day, place, "until"), "Enter when it ends.");
      else if (from === until) fail(fieldOf(day, place, "until"), "Must differ from the start.");
      return [{ from, until: until === "00:00" ? "24:00" : until }];
    });
  return {
    ...{ mon: spansOf("mon"), tue: spansOf("tue"), wed: spansOf("wed"), thu: spansOf("thu") },
    ...{ fri: spansOf("fri"), sat: spansOf("sat"), sun: spansOf("sun") },
  };
}

const Entered = z.object({ enabled: z.literal("on").optional(), time_zone: z.string() });

/** The form: null for always. */
export const OwnHoursForm = Entered.extend(weekTimes).transform((values, context) => {
  const { enabled, time_zone } = Entered.parse(values);
  if (!enabled) return { hours: null };
  const fail = (field: string, message: string) =>
    context.addIssue({ code: "custom", path: [field], message });
  const week = readWeek(new Map(Object.entries(values)), fail);
  if (!isTimeZone(time_zone)) fail("time_zone", "Choose a time zone from the list.");
  if (Object.values(week).every((spans) => spans.length === 0)) {
    fail("mon_1_from", "Enter the hours of at least one day, or switch this off.");
  }
  return { hours: { time_zone, week } };
});
