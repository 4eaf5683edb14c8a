import { z } from "zod";
import { readWeek, weekTimes } from "@/lib/availability/hours";
import { minorDigits } from "@/lib/booking/words";
import { cleanLine } from "@/lib/core/text";

const none = (value: unknown) => (value === "" ? null : value);
/** Empty for a new one. */
const id = z.preprocess((value) => value || undefined, z.uuid().optional());

const name = (sentence: string) =>
  z
    .string({ error: sentence })
    .overwrite(cleanLine)
    .min(1, { error: sentence })
    .max(80, { error: "At most 80 characters." });

const minutes = (min: number, max: number) =>
  z.coerce
    .number({ error: "Enter a number of minutes." })
    .int({ error: "Enter whole minutes." })
    .min(min, { error: `At least ${min} minutes.` })
    .max(max, { error: `At most ${max} minutes.` })
    .multipleOf(5, { error: "In steps of 5 minutes." });

const maxNames = 10;

/** Names that are separated by commas, each once. */
const spokenNames = z
  .string()
  .default("")
  .transform((text) => [
    ...new Set(
      text
        .split(",")
        .map(cleanLine)
        .filter((each) => each !== ""),
    ),
  ])
  .refine((names) => names.length <= maxNames, { error: `At most ${maxNames} names.` })
  .refine((names) => names.every((each) => each.length <= 60), {
    error: "At most 60 characters a name.",
  });

const maxPrice = 1_000_000;
const currencies = new Set(Intl.supportedValuesOf("currency"));

/** A service as its form sends it; the price as people write it: "49.90". */
export const ServiceForm = z
  .object({
    id,
    name: name("Enter a name."),
    spoken_names: spokenNames,
    duration_minutes: minutes(5, 720),
    buffer_before_minutes: minutes(0, 240).default(0),
    buffer_after_minutes: minutes(0, 240).default(0),
    price: z
      .string()
      .trim()
      .regex(/^(\d{1,7}([.,]\d{1,3})?)?$/, { error: "Enter an amount, as 49.90." })
      .default(""),
    currency: z
      .string()
      .refine((code) => currencies.has(code), { error: "Choose a currency." })
      .default("USD"),
  })
  .transform(({ price, currency, ...service }, context) => {
    if (price === "") return { ...service, price_minor: null, currency: null };
    const digits = minorDigits(currency);
    const amount = Number(price.replace(",", "."));
    const price_minor = Math.round(amount * 10 ** digits);
    if (amount > maxPrice || Math.abs(price_minor - amount * 10 ** digits) > 1e-6) {
      const message =
        amount > maxPrice
          ? "That's too much."
          : `${currency} has ${digits} digits after the point.`;
      context.addIssue({ code: "custom", path: ["price"], message });
      return z.NEVER;
    }
    return { ...service, price_minor, currency };
  });

export const StaffForm = z
  .object({
    id,
    name: name("Enter a name."),
    kind: z.enum(["person", "resource"]).default("person"),
    user_id: z.preprocess(none, z.uuid().nullable().default(null)),
    colour: z.coerce.number().int().min(1).max(6).default(1),
    services: z.preprocess(
      (value) => (value === undefined ? [] : [value].flat()),
      z.array(z.uuid()).max(200),
    ),
  })
  .transform(({ user_id, ...staff }) => ({
    ...staff,
    user_id: staff.kind === "person" ? user_id : null,
  }));

/** A week, of the company where staff_id is empty; `own` is off for who has the company's. */
export const WeekForm = z
  .object({ staff_id: id, own: z.literal("on").optional() })
  .extend(weekTimes)
  .transform(({ staff_id, own, ...typed }, context) => {
    const week = readWeek(new Map(Object.entries(typed)), (field, message) =>
      context.addIssue({ code: "custom", path: [field], message }),
    );
    const isEmpty = Object.values(week).every((spans) => spans.length === 0);
    if (staff_id && own && isEmpty) {
      const message = "Enter the hours of at least one day, or switch this off.";
      context.addIssue({ code: "custom", path: ["mon_1_from"], message });
    }
    return { staff_id: staff_id ?? null, week: staff_id && !own ? null : week };
  });

const day = z.iso.date({ error: "Enter a date." });

export const ClosureForm = z
  .object({
    staff_id: z.preprocess(none, z.uuid().nullable().default(null)),
    first_day: day,
    last_day: z.preprocess((value) => value || undefined, day.optional()),
    name: name("Say why, as people read it."),
  })
  .transform(({ last_day, ...closure }) => ({
    ...closure,
    last_day: last_day ?? closure.first_day,
  }))
  .superRefine(({ first_day, last_day }, context) => {
    const days = (Date.parse(last_day) - Date.parse(first_day)) / 86_400_000;
    const message = days < 0 ? "That is before the first day." : "At most a year.";
    if (days < 0 || days > 366) context.addIssue({ code: "custom", path: ["last_day"], message });
  });

const choice = z.coerce.number().int();

export const RulesForm = z.object({
  language: z.enum(["en", "ro"]),
  slot_minutes: choice.refine((value) => slotSteps.includes(value)),
  notice_minutes: choice.min(0).max(20_160),
  ahead_days: z.coerce
    .number({ error: "Enter a number of days." })
    .int({ error: "Enter whole days." })
    .min(1, { error: "At least 1 day." })
    .max(365, { error: "At most 365 days." }),
  reminder_hours: z.preprocess(none, choice.min(1).max(168).nullable()),
});

export const slotSteps = [5, 10, 15, 20, 30, 60];

export const OneOf = z.object({ id: z.uuid() });
