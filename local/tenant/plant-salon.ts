import type { Sql } from "postgres";
import type { Language } from "@/local/voice/voices";

/** What a salon does and who works there, by language: names as callers say them. */
const SALONS: Record<Language, { services: Service[]; staff: [string, ...string[]] }> = {
  en: {
    services: [
      { key: "haircut", name: "Haircut", minutes: 30, price: 2500, currency: "USD" },
      { key: "manicure", name: "Manicure", minutes: 45, price: 3000, currency: "USD" },
      { key: "massage", name: "Massage", minutes: 60, price: 6000, currency: "USD" },
    ],
    staff: ["Ana", "Maria"],
  },
  ro: {
    services: [
      { key: "haircut", name: "Tuns", minutes: 30, price: 8000, currency: "RON" },
      { key: "manicure", name: "Manichiură", minutes: 45, price: 9000, currency: "RON" },
      { key: "massage", name: "Masaj", minutes: 60, price: 15_000, currency: "RON" },
    ],
    staff: ["Ana", "Maria"],
  },
};

type Service = {
  key: SalonService;
  name: string;
  minutes: number;
  price: number;
  currency: string;
};
export type SalonService = "haircut" | "manicure" | "massage";

export type PlantedSalon = {
  /** The service's id. */
  services: Record<SalonService, string>;
  staff: string[];
};

const SPAN = [{ from: "09:00", until: "19:00" }];
const WEEK = { mon: SPAN, tue: SPAN, wed: SPAN, thu: SPAN, fri: SPAN, sat: SPAN, sun: [] };

/** Gives a company services, staff and opening hours: bookings can be made at once. */
export async function plantSalon(
  sql: Sql,
  tenantId: string,
  language: Language,
): Promise<PlantedSalon> {
  const { services, staff } = SALONS[language];
  const ids = new Map<SalonService, string>();
  for (const { key, name, minutes, price, currency } of services) {
    const [row] = await sql<{ id: string }[]>`
      insert into public.services (tenant_id, name, duration_minutes, price_minor, currency)
      values (${tenantId}, ${name}, ${minutes}, ${price}, ${currency}) returning id`;
    if (row) ids.set(key, row.id);
  }
  const people = await sql<{ id: string }[]>`
    insert into public.staff (tenant_id, name, colour)
    select ${tenantId}, s.name, s.place from unnest(${staff}::text[]) with ordinality s (name, place)
    returning id`;
  await sql`
    insert into public.staff_services (tenant_id, staff_id, service_id)
    select ${tenantId}, s.id, v.id from public.staff s, public.services v
    where s.tenant_id = ${tenantId} and v.tenant_id = ${tenantId}`;
  await sql`
    insert into public.opening_hours (tenant_id, week)
    values (${tenantId}, ${JSON.stringify(WEEK)}::text::jsonb)`;
  await sql`
    insert into public.booking_settings (tenant_id, language, slot_minutes, reminder_hours)
    values (${tenantId}, ${language}, 30, 24)`;
  const of = (key: SalonService) => ids.get(key) ?? "";
  return {
    services: { haircut: of("haircut"), manicure: of("manicure"), massage: of("massage") },
    staff: people.map(({ id }) => id),
  };
}
