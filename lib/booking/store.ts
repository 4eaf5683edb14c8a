import "server-only";
import type { z } from "zod";
import { Answer } from "@/lib/booking/answer";
import { type BookedService, BookingFacts } from "@/lib/booking/facts";
import type { SetStatus } from "@/lib/booking/schema";
import type { Json } from "@/lib/db/supabase/database.types";
import type { Db } from "@/lib/db/supabase/server";

export const bookingColumns =
  "id, service_id, staff_id, contact_id, starts_at, ends_at, status, source, call_id, notifies, note, price_minor, currency, booked_by, sequence, created_at, services(name), staff(name, colour), contacts(id, name)";

/** More than a calendar can show; as many as the API gives at once. */
export const maxShown = 1000;

/**
 * The bookings, without cancelled ones, that begin or go on between two moments (ISO 8601), by
 * their beginning: at most `maxShown`.
 */
export async function listBookings(
  db: Db,
  tenantId: string,
  { from, until }: { from: string; until: string },
) {
  const dayBefore = new Date(Date.parse(from) - 86_400_000).toISOString();
  const { data, error } = await db
    .from("bookings")
    .select(bookingColumns)
    .eq("tenant_id", tenantId)
    .gt("starts_at", dayBefore)
    .lt("starts_at", until)
    .gt("ends_at", from)
    .neq("status", "cancelled")
    .order("starts_at")
    .order("id")
    .limit(maxShown);
  if (error) throw new Error("The bookings could not be read", { cause: error });
  return data;
}

export type Booking = Awaited<ReturnType<typeof listBookings>>[number];

const callableColumns =
  `${bookingColumns}, customer:contacts(contact_phones(phone, extension, position))` as const;

/** With the numbers of its customer. Null when it is not this tenant's. */
export async function findBooking(db: Db, tenantId: string, id: string) {
  const { data, error } = await db
    .from("bookings")
    .select(callableColumns)
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("The booking could not be read", { cause: error });
  return data;
}

/** A service as facts have it, also an archived one; null when it is not this tenant's. */
export async function findService(
  db: Db,
  tenantId: string,
  id: string,
): Promise<BookedService | null> {
  const { data, error } = await db
    .from("services")
    .select(
      "id, name, spoken_names, duration_minutes, buffer_before_minutes, buffer_after_minutes, price_minor, currency",
    )
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("The service could not be read", { cause: error });
  return data;
}

/** A contact's next bookings, the first one first; at most five. */
export async function comingBookings(db: Db, tenantId: string, contactId: string, now: Date) {
  const { data, error } = await db
    .from("bookings")
    .select(bookingColumns)
    .eq("tenant_id", tenantId)
    .eq("contact_id", contactId)
    .eq("status", "confirmed")
    .gt("starts_at", now.toISOString())
    .order("starts_at")
    .limit(5);
  if (error) throw new Error("The contact's bookings could not be read", { cause: error });
  return data;
}

/** All that can be booked, when, and what is taken between two moments, at most 40 days apart. */
export async function readBookingFacts(db: Db, since: Date, until: Date): Promise<BookingFacts> {
  const { data, error } = await db.rpc("booking_facts", {
    since: since.toISOString(),
    until: until.toISOString(),
  });
  if (error) throw new Error("What can be booked could not be read", { cause: error });
  return BookingFacts.parse(data);
}

export async function book(db: Db, request: { [name: string]: Json }): Promise<Answer> {
  const { data, error } = await db.rpc("book", { request });
  if (error) throw new Error("The booking could not be made", { cause: error });
  return Answer.parse(data);
}

export async function moveBooking(db: Db, request: { [name: string]: Json }): Promise<Answer> {
  const { data, error } = await db.rpc("move_booking", { request });
  if (error) throw new Error("The booking could not be moved", { cause: error });
  return Answer.parse(data);
}

export async function setBookingStatus(
  db: Db,
  { id, status, sequence }: z.output<typeof SetStatus>,
): Promise<Answer> {
  const { data, error } = await db.rpc("set_booking_status", {
    ...{ booking: id, became: status, seen: sequence },
  });
  if (error) throw new Error("The booking could not be changed", { cause: error });
  return Answer.parse(data);
}
