import { z } from "zod";

export const bookingStates = ["confirmed", "done", "no_show", "cancelled"] as const;
export type BookingState = (typeof bookingStates)[number];

/** ISO 8601 in UTC, to the millisecond, however Postgres writes it. */
const Moment = z.string().transform((text) => new Date(text).toISOString());

/** A booking as the guard answers. */
export const Booked = z.object({
  booking_id: z.uuid(),
  service_id: z.uuid(),
  service: z.string(),
  staff_id: z.uuid(),
  staff: z.string(),
  contact_id: z.uuid().nullable(),
  starts_at: Moment,
  ends_at: Moment,
  status: z.enum(bookingStates),
  sequence: z.number(),
  price_minor: z.number().nullable(),
  currency: z.string().nullable(),
});
export type Booked = z.output<typeof Booked>;

export const bookingRefusals = [
  "service_not_found",
  "staff_not_found",
  "contact_not_found",
  "booking_not_found",
  "not_their_service",
  "no_such_time",
  "past",
  "too_far_ahead",
  "closed",
  "taken",
  "changed_meanwhile",
  "over",
  "not_begun",
  "not_offered",
  "not_heard",
] as const;

export const Refused = z.object({
  refused: z.enum(bookingRefusals),
  /** The name of the closure that it falls into. */
  closure: z.string().optional(),
});
export type BookingRefusal = z.output<typeof Refused>;

/** What private.book, private.move_booking and private.set_booking_status say. */
export const Answer = z.union([Refused, Booked]);
export type Answer = z.output<typeof Answer>;
