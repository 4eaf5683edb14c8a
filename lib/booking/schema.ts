import { z } from "zod";
import { bookingStates } from "@/lib/booking/answer";
import { toE164 } from "@/lib/core/phone";
import { cleanLine, cleanParagraphs } from "@/lib/core/text";
import { momentOf } from "@/lib/core/time";

const chosen = (sentence: string) => z.uuid({ error: sentence });

const When = z
  .string({ error: "Enter a date and a time." })
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d/, { error: "Enter a date and a time." })
  .transform((text) => text.slice(0, 16))
  .refine((text) => z.iso.datetime({ local: true }).safeParse(text).success, {
    error: "There is no such date.",
  });

/** A date and a clock of the company's zone, as its moment (ISO 8601). */
const startsIn = (timeZone: string) =>
  When.transform((clock, context) => {
    const moment = momentOf(clock, timeZone);
    if (moment) return moment;
    context.addIssue({ code: "custom", message: "There is no such time." });
    return z.NEVER;
  });

const given = (value: unknown) => (value === "" ? undefined : value);

/** Whom it is for: a contact, or somebody new by name and number. */
const customer = {
  contact_id: z.preprocess(given, chosen("Choose who comes.").optional()),
  name: z.string().overwrite(cleanLine).max(120, { error: "At most 120 characters." }).default(""),
  phone: z.string().trim().max(40, { error: "That's too long for a number." }).default(""),
};

/** Whom a booking is for, read in a country; null with what is missing reported. */
function customerOf(
  { contact_id, name, phone }: { contact_id?: string | undefined; name: string; phone: string },
  country: string,
  report: (field: string, message: string) => void,
) {
  if (contact_id) return { contact_id };
  const number = phone ? toE164(phone, country) : null;
  if (phone && !number) report("phone", "That isn't a phone number.");
  if (!name) report("name", "Enter a name.");
  return { name, ...(number && { phone: number }) };
}

type Company = { time_zone: string; country_code: string };

/** A booking as its form sends it; `id` is the booking's, so that it is made once. */
export const bookIn = ({ time_zone: timeZone, country_code }: Company) =>
  z
    .object({
      ...customer,
      id: z.uuid(),
      service_id: chosen("Choose a service."),
      staff_id: chosen("Choose with whom."),
      starts: startsIn(timeZone),
      note: z
        .string()
        .overwrite(cleanParagraphs)
        .max(1000, { error: "At most 1,000 characters." })
        .default(""),
      notifies: z.literal("on").optional(),
      anytime: z.literal("on").optional(),
    })
    .transform(({ contact_id, name, phone, ...typed }, context) => {
      const { id, starts, notifies, anytime, ...rest } = typed;
      return {
        ...rest,
        booking_id: id,
        customer: customerOf({ contact_id, name, phone }, country_code, (field, message) =>
          context.addIssue({ code: "custom", path: [field], message }),
        ),
        starts_at: starts,
        notifies: notifies === "on",
        anytime: anytime === "on",
      };
    });

/** `sequence` is that of the booking which the form has shown. */
export const moveIn = (timeZone: string) =>
  z
    .object({
      id: z.uuid(),
      sequence: z.coerce.number().int().min(0),
      service_id: chosen("Choose a service."),
      staff_id: chosen("Choose with whom."),
      starts: startsIn(timeZone),
      anytime: z.literal("on").optional(),
    })
    .transform(({ id, starts, anytime, ...rest }) => ({
      ...rest,
      booking_id: id,
      starts_at: starts,
      anytime: anytime === "on",
    }));

/** `sequence` is that of the booking which was shown. */
export const SetStatus = z.object({
  id: z.uuid(),
  sequence: z.coerce.number().int().min(0),
  status: z.enum(bookingStates),
});

const Day = z.iso.date().optional().catch(undefined);
const Id = z.uuid().optional().catch(undefined);

/** The address of the calendar. */
export const CalendarQuery = z.object({
  view: z.enum(["day", "week"]).catch("day").default("day"),
  day: Day,
  staff: Id,
});
export type CalendarView = z.output<typeof CalendarQuery>["view"];

/** The address of a new booking: from a time of the calendar, or from a contact's page. */
export const NewBookingQuery = z.object({
  contact: Id,
  staff: Id,
  service: Id,
  at: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT(\d\d:\d\d)?$/)
    .optional()
    .catch(undefined),
  /** Who is looked for. */
  q: z.string().max(200).catch("").default(""),
  /** Somebody new. */
  fresh: z.string().optional().catch(undefined),
});
