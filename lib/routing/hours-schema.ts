import { z } from "zod";
import { cleanLine } from "@/lib/core/text";

const maxSpans = 8;
const maxDays = 100;

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "Enter a time" });
const Until = z.union([Clock, z.literal("24:00")], { error: "Enter a time" });

/** From a time of day until another, which is on the next day where it is not later. */
const Span = z.object({ from: Clock, until: Until }).refine(({ from, until }) => from !== until, {
  path: ["until"],
  error: "Must differ from the beginning",
});
export type Span = z.output<typeof Span>;

const Spans = z.array(Span).max(maxSpans, { error: `At most ${maxSpans} a day` });

const isDay = (day: string) => {
  const moment = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day);
};
const Day = z
  .string()
  .regex(/^(19|20|21)\d\d-\d\d-\d\d$/, { error: "Enter a date" })
  .refine(isDay, { error: "There is no such day" });
/** A day of each year, also 02-29. */
const Yearly = z
  .string()
  .regex(/^\d\d-\d\d$/, { error: "Enter a date" })
  .refine((day) => isDay(`2024-${day}`), { error: "There is no such day" });

const Name = z.string().overwrite(cleanLine).max(60);

/**
 * When it is open, by the clocks of an IANA time zone. A span belongs to the day on which it
 * begins. Of a day, an exception counts before a holiday, which counts before the week.
 */
export const Hours = z.object({
  time_zone: z.string().min(1).max(64),
  week: z.object({
    ...{ mon: Spans, tue: Spans, wed: Spans, thu: Spans },
    ...{ fri: Spans, sat: Spans, sun: Spans },
  }),
  /** Closed on this date (YYYY-MM-DD), or on this day of each year (MM-DD). */
  holidays: z
    .array(z.object({ day: z.union([Day, Yearly], { error: "Enter a date" }), name: Name }))
    .max(maxDays),
  /** Closed on these public holidays (lib/holidays), but for those of these ids. */
  public_holidays: z
    .object({
      country: z.string().regex(/^[A-Z]{2}$/, { error: "Choose a country" }),
      open_on: z.array(z.string().max(40)).max(40),
    })
    .optional(),
  /** Open on this date in these spans alone; closed without any. */
  exceptions: z.array(z.object({ day: Day, name: Name, spans: Spans })).max(maxDays),
});
export type Hours = z.output<typeof Hours>;
