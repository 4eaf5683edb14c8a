import "server-only";
import type { Member } from "@/lib/auth/member";
import type { BookingFacts } from "@/lib/booking/facts";
import { findService, readBookingFacts } from "@/lib/booking/store";
import { listContacts, searchContacts } from "@/lib/contacts/store";
import { formatPhone } from "@/lib/core/phone";
import { addDays, clockOf, dayStart } from "@/lib/core/time";
import type { Db } from "@/lib/db/supabase/server";

const hourMs = 3_600_000;

/** What can be booked from a day (YYYY-MM-DD) on, for two weeks. */
export async function readFactsAround(db: Db, day: string, timeZone: string) {
  const since = new Date(dayStart(day, timeZone));
  return readBookingFacts(db, since, new Date(dayStart(addDays(day, 14), timeZone)));
}

/** The same for a booking that is moved: its own service too, also once it is archived. */
export async function readFactsToMove(
  { db, tenant }: Member,
  { service_id }: { service_id: string },
  day: string,
): Promise<BookingFacts> {
  const facts = await readFactsAround(db, day, tenant.time_zone);
  if (facts.services.some(({ id }) => id === service_id)) return facts;
  const own = await findService(db, tenant.id, service_id);
  return { ...facts, services: own ? [...facts.services, own] : facts.services };
}

/** Contacts that a booking may be for: who is looked for, else the first ones by name. */
export async function findCustomers({ db, tenant }: Member, query: string) {
  const country = tenant.country_code;
  const size = 8;
  const rows = query.trim()
    ? await searchContacts(db, query, { country, size })
    : (await listContacts(db, tenant.id, { size })).rows;
  return rows.map(({ id, name, company, contact_phones: [main] }) => ({
    id,
    name,
    detail: [company, main && formatPhone(main.phone, country)].filter(Boolean).join(" · "),
  }));
}

/**
 * When a new booking begins at first, as a clock shows it: where the calendar was pressed, on the
 * day it showed from nine on, else at the next full hour.
 */
export function startOf(at: string | undefined, now: Date, timeZone: string): string {
  if (at && at.length > 11) return at;
  if (at && at > clockOf(now, timeZone)) return `${at}09:00`;
  const next = new Date(Math.ceil((now.getTime() + 1) / hourMs) * hourMs);
  return clockOf(next, timeZone);
}
