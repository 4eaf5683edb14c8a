import type { BookingRefusal } from "@/lib/booking/answer";
import { AppError, type ErrorKind } from "@/lib/core/errors";

const sentences: Record<
  BookingRefusal["refused"],
  [kind: ErrorKind, field: string | null, sentence: string]
> = {
  service_not_found: ["unprocessable", "service_id", "This service can't be booked any more."],
  staff_not_found: ["unprocessable", "staff_id", "They can't be booked any more."],
  contact_not_found: ["not_found", null, "This contact doesn't exist any more."],
  booking_not_found: ["not_found", null, "This booking doesn't exist."],
  not_their_service: ["unprocessable", "staff_id", "They don't do this service."],
  no_such_time: ["bad_request", "starts", "Enter a date and a time."],
  past: ["unprocessable", "starts", "That time has passed."],
  too_far_ahead: ["unprocessable", "starts", "That's more than a year away."],
  closed: ["conflict", "starts", "That's outside of opening hours."],
  taken: [
    "conflict",
    "starts",
    "That time is taken: there is another booking, or the time kept free around one.",
  ],
  changed_meanwhile: [
    "conflict",
    null,
    "Someone has just changed this booking. Look at it again first.",
  ],
  over: ["conflict", null, "This booking is over or canceled."],
  not_begun: ["conflict", null, "It hasn't begun yet."],
  not_offered: ["conflict", null, "This time was not offered."],
  not_heard: ["conflict", null, "They have not answered yet."],
};

/** Why a booking isn't made or changed, and the field of its form that this is about. */
export function bookingRefused({ refused, closure }: BookingRefusal) {
  const [kind, field, sentence] = sentences[refused];
  const message = refused === "closed" && closure ? `Closed on that day: ${closure}.` : sentence;
  return { kind, field, message, error: () => new AppError(kind, refused, message) };
}
