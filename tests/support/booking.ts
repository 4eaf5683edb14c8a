import { randomUUID } from "node:crypto";
import { plantBooking, plantedId, weekOf } from "@/local/tenant/plant-booking";
import { admin } from "@/tests/telephony/record/call-record";

/**
 * What a tenant can be booked for, and bookings of a contact, `rows` of each: one staff's, an hour
 * each from tomorrow on, made long ago. The id of the first booking.
 */
export async function plantBookings(tenant: string, contact: string, rows = 1): Promise<string> {
  const names = Array.from({ length: rows }, (_, nth) => nth + 1);
  await plantBooking(admin, tenant, {
    services: names.map((nth) => ({ name: `Visit ${nth}`, minutes: 60 })),
    staff: names.map((nth) => ({ name: `Helper ${nth}`, colour: 1, does: [`Visit ${nth}`] })),
    week: weekOf({}),
    closures: names.map((nth) => ({
      ...{ name: `Closed ${nth}`, first_day: "2099-01-01", last_day: "2099-01-02" },
    })),
  });
  const bookings = names.map(() => randomUUID());
  await admin`insert into public.bookings (id, tenant_id, service_id, staff_id, contact_id,
      starts_at, ends_at, during, source, language, created_at, updated_at)
    select b.id, ${tenant}, ${plantedId(tenant, "Visit 1")}, ${plantedId(tenant, "Helper 1")},
      ${contact}, at, at + interval '1 hour', tstzrange(at, at + interval '1 hour'), 'desk', 'en',
      now() - interval '1 year', now()
    from (select id::uuid, date_trunc('hour', now()) + interval '1 day' + nth * interval '1 hour'
        as at
      from unnest(${bookings}::text[]) with ordinality made (id, nth)) b`;
  return bookings[0] ?? "";
}
