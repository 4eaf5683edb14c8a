import { z } from "zod";
import { Hours } from "@/lib/routing/hours-schema";

const Week = Hours.shape.week.nullable();

const Service = z.object({
  id: z.uuid(),
  name: z.string(),
  /** What callers also call it. */
  spoken_names: z.array(z.string()),
  duration_minutes: z.number(),
  buffer_before_minutes: z.number(),
  buffer_after_minutes: z.number(),
  /** In the smallest unit of currency; null: not said. */
  price_minor: z.number().nullable(),
  currency: z.string().nullable(),
});
export type BookedService = z.output<typeof Service>;

const Helper = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(["person", "resource"]),
  user_id: z.uuid().nullable(),
  colour: z.number(),
  /** Their own hours; null: the company's. */
  week: Week,
  /** Ids of what they can be booked for. */
  services: z.array(z.uuid()),
});
export type Helper = z.output<typeof Helper>;

/** As private.booking_facts gives them: all that can be booked, when, and what is taken. */
export const BookingFacts = z.object({
  time_zone: z.string(),
  company: z.string(),
  settings: z.object({
    language: z.enum(["en", "ro"]),
    slot_minutes: z.number(),
    notice_minutes: z.number(),
    ahead_days: z.number(),
    reminder_hours: z.number().nullable(),
  }),
  /** The company's; null: it has said none, and is always closed. */
  week: Week,
  services: z.array(Service),
  staff: z.array(Helper),
  /** Days (YYYY-MM-DD), both included; of everybody where staff_id is null. */
  closures: z.array(
    z.object({
      staff_id: z.uuid().nullable(),
      first_day: z.string(),
      last_day: z.string(),
      name: z.string(),
    }),
  ),
  /** Taken times with their buffers, ISO 8601. */
  busy: z.array(
    z.object({
      booking_id: z.uuid(),
      staff_id: z.uuid(),
      from: z.string(),
      until: z.string(),
    }),
  ),
});
export type BookingFacts = z.output<typeof BookingFacts>;
