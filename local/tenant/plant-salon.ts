import type { Sql } from "postgres";
import { plantBooking, plantedId, weekOf } from "@/local/tenant/plant-booking";
import type { Language } from "@/local/voice/voices";

export const SALON_SERVICES = ["haircut", "manicure", "massage"] as const;
export type SalonService = (typeof SALON_SERVICES)[number];

type Service = { name: string; spoken: string[]; minutes: number; minor: number };

/** By language: what it is called on screen, and in the other language. */
const SERVICES: Record<Language, Record<SalonService, Service>> = {
  en: {
    haircut: { name: "Haircut", spoken: ["tuns"], minutes: 30, minor: 2500 },
    manicure: { name: "Manicure", spoken: ["manichiură"], minutes: 45, minor: 3000 },
    massage: { name: "Massage", spoken: ["masaj"], minutes: 60, minor: 6000 },
  },
  ro: {
    haircut: { name: "Tuns", spoken: ["haircut"], minutes: 30, minor: 8000 },
    manicure: { name: "Manichiură", spoken: ["manicure"], minutes: 45, minor: 9000 },
    massage: { name: "Masaj", spoken: ["massage"], minutes: 60, minor: 15_000 },
  },
};
const CURRENCY: Record<Language, string> = { en: "USD", ro: "RON" };
const SPAN = [{ from: "09:00", until: "19:00" }];
const WEEK = weekOf({ mon: SPAN, tue: SPAN, wed: SPAN, thu: SPAN, fri: SPAN, sat: SPAN });

/** Gives a company a salon's services, staff and hours; the services' ids by what they are. */
export async function plantSalon(
  sql: Sql,
  tenantId: string,
  language: Language,
  staff: readonly string[] = ["Ana", "Maria"],
): Promise<Record<SalonService, string>> {
  const services = SERVICES[language];
  await plantBooking(sql, tenantId, {
    services: SALON_SERVICES.map((key) => {
      const { minor, ...service } = services[key];
      return { ...service, price: { minor, currency: CURRENCY[language] } };
    }),
    staff: staff.map((name, nth) => ({ name, colour: (nth % 6) + 1 })),
    week: WEEK,
    settings: { language, reminder_hours: 24 },
  });
  const idOf = (key: SalonService) => plantedId(tenantId, services[key].name);
  return { haircut: idOf("haircut"), manicure: idOf("manicure"), massage: idOf("massage") };
}
