import { randomUUID } from "node:crypto";
import { Answer } from "@/lib/booking/answer";
import { addDays, dayOf, momentOf } from "@/lib/core/time";
import { plantBooking, plantedId, weekOf } from "@/local/tenant/plant-booking";
import { given } from "@/tests/database/rls/visitor";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

export type Salon = {
  tenant: TestTenant;
  cut: string;
  colouring: string;
  ana: string;
  dan: string;
  contact: string;
  /** A day (YYYY-MM-DD) on which it is open from nine to five; the one before is closed. */
  day: string;
};

export const zone = "Europe/Bucharest";

/** A tenant whose Ana cuts and colours, and whose Dan cuts: open on weekdays from nine to five. */
export async function openSalon(): Promise<Salon> {
  const tenant = await makeTenant();
  await admin`update public.tenants set time_zone = ${zone} where id = ${tenant.id}`;
  const open = [{ from: "09:00", until: "17:00" }];
  const today = dayOf(new Date(), zone);
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  await plantBooking(admin, tenant.id, {
    services: [
      { name: "Cut", minutes: 30 },
      { name: "Colouring", minutes: 60, after: 30, price: { minor: 9000, currency: "RON" } },
    ],
    staff: [
      { name: "Ana", colour: 1 },
      { name: "Dan", colour: 2, does: ["Cut"] },
    ],
    week: weekOf({ mon: open, tue: open, wed: open, thu: open, fri: open }),
    settings: { language: "ro", reminder_hours: 24 },
  });
  const { data } = await tenant.rep.db
    .from("contacts")
    .insert({ tenant_id: tenant.id, name: "Ioana Pop" })
    .select("id")
    .single();
  const of = (name: string) => plantedId(tenant.id, name);
  return {
    ...{ tenant, cut: of("Cut"), colouring: of("Colouring"), ana: of("Ana"), dan: of("Dan") },
    ...{ contact: data?.id ?? "", day: addDays(today, 14 - weekday) },
  };
}

export const at = (day: string, clock: string) => momentOf(`${day}T${clock}`, zone) ?? "";

type Wish = { id?: string; service?: string; staff?: string; starts: string; anytime?: boolean };

/** As a person of the company asks for it. */
export function wish(salon: Salon, { id, service, staff, starts, anytime = false }: Wish) {
  return {
    ...{ booking_id: id ?? randomUUID(), service_id: service ?? salon.cut },
    ...{ staff_id: staff ?? salon.ana, starts_at: starts, anytime, notifies: true },
    customer: { contact_id: salon.contact },
  };
}

export async function bookAs({ db }: Member, request: ReturnType<typeof wish>): Promise<Answer> {
  return Answer.parse(await given(db.rpc("book", { request })));
}

/** "confirmed", or why not. */
export const outcome = (answer: Answer) => ("refused" in answer ? answer.refused : answer.status);
