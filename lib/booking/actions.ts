"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { FieldError, memberAction } from "@/lib/auth/action";
import { dayAddress } from "@/lib/booking/address";
import type { Answer } from "@/lib/booking/answer";
import { bookingRefused } from "@/lib/booking/refusals";
import { bookIn, moveIn, SetStatus } from "@/lib/booking/schema";
import { book, moveBooking, setBookingStatus } from "@/lib/booking/store";
import { dayOf } from "@/lib/core/time";

/** Books, and goes to the day in the calendar. */
export const makeBooking = memberAction(
  ({ tenant }) => bookIn(tenant),
  async (request, { db, tenant }) => {
    const booked = bookedOf(await book(db, request));
    revalidatePath("/", "layout");
    redirect(dayAddress(dayOf(new Date(booked.starts_at), tenant.time_zone)));
  },
);

export const changeBooking = memberAction(
  ({ tenant }) => moveIn(tenant.time_zone),
  async (request, { db }) => {
    bookedOf(await moveBooking(db, request));
    revalidatePath("/", "layout");
    return { message: "Moved.", saved: true };
  },
);

/** Cancelled, done, a no-show, or confirmed again. */
export const markBooking = memberAction(SetStatus, async (request, { db }) => {
  bookedOf(await setBookingStatus(db, request));
  revalidatePath("/", "layout");
  return {};
});

/** Throws why it is refused, beside the field that this is about. */
function bookedOf(answer: Answer) {
  if (!("refused" in answer)) return answer;
  const { field, message, error } = bookingRefused(answer);
  throw field ? new FieldError(field, message) : error();
}
