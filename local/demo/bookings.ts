import type { Sql } from "postgres";
import { addDays, clockOf, dayOf, momentOf } from "@/lib/core/time";
import { makeChance, uuidOf } from "@/local/demo/chance";
import type { Company } from "@/local/demo/companies";
import type { DemoContact } from "@/local/demo/contacts";
import { plantBooking, plantedId, weekOf } from "@/local/tenant/plant-booking";

type Scene = {
  company: Company;
  tenantId: string;
  contacts: DemoContact[];
  reps: [{ userId: string; name: string }, { userId: string; name: string }];
};

const span = [
  { from: "09:00", until: "12:30" },
  { from: "13:30", until: "17:30" },
];
const week = weekOf({ mon: span, tue: span, wed: span, thu: span, fri: span });
const dollars = (amount: number) => ({ minor: amount * 100, currency: "USD" });
const services = [
  {
    ...{ name: "Site visit", spoken: ["roof check", "inspection"], minutes: 60, after: 30 },
    price: dollars(0),
  },
  { name: "Consultation", spoken: ["advice", "meeting"], minutes: 30, price: dollars(0) },
  { name: "Panel cleaning", spoken: ["cleaning"], minutes: 90, after: 15, price: dollars(180) },
  { name: "Inverter check", spoken: ["check-up"], minutes: 45, price: dollars(95) },
];
const lift = "Lift truck";
const notes = [
  ...["", "", "Gate code 4471, dog in the yard.", "Wants to see the battery option.", ""],
  ...["Second roof is flat.", ""],
];
/** Clock times at which a day's bookings begin, of one of the staff. */
const times = ["09:00", "10:30", "11:15", "13:30", "15:00", "16:15"];

/** What Acme can be booked for, and bookings of two weeks that are over and two that come. */
export async function writeBookings(sql: Sql, scene: Scene, now: Date): Promise<void> {
  const { company, tenantId, contacts, reps } = scene;
  const { timeZone } = company;
  const today = dayOf(now, timeZone);
  await plantBooking(sql, tenantId, {
    ...{ services, week, settings: { reminder_hours: 24 } },
    staff: [
      ...reps.map(({ userId, name }, nth) => ({ name, userId, colour: nth + 1 })),
      { name: "Rosa Delgado", colour: 4, does: ["Panel cleaning", "Inverter check"] },
      { name: lift, kind: "resource" as const, colour: 3, does: ["Panel cleaning"] },
    ],
    closures: [
      { name: "Team day", first_day: addDays(today, 16), last_day: addDays(today, 16) },
      { name: "Year-end break", first_day: "2026-12-24", last_day: "2027-01-01" },
    ],
  });
  const chance = makeChance(`${company.domain} bookings`);
  const people = [...reps.map(({ name }) => name), "Rosa Delgado"];
  for (let ahead = -12; ahead <= 12; ahead += 1) {
    const day = addDays(today, ahead);
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    for (const name of people) {
      for (const time of times.filter(() => chance.next() < (ahead < 4 ? 0.55 : 0.25))) {
        const can = name === "Rosa Delgado" ? services.slice(2) : services.slice(0, 2);
        const [first = services[0]] = can;
        const service = first && chance.pick([first, ...can.slice(1)]);
        const contact = contacts[chance.between(0, contacts.length - 1)];
        const starts = momentOf(`${day}T${time}`, timeZone);
        if (!service || !contact || !starts) continue;
        const isOver = new Date(starts) < now;
        const over = chance.next() < 0.9 ? "done" : "no_show";
        const made = new Date(Math.min(now.getTime(), Date.parse(starts)) - 86_400_000 * 3);
        await sql`insert into public.bookings (id, tenant_id, service_id, staff_id, contact_id,
            starts_at, ends_at, during, status, source, language, note, price_minor, currency,
            booked_by, changed_by, created_at, updated_at)
          select ${uuidOf(`${company.domain} booking ${clockOf(new Date(starts), timeZone)} ${name}`)},
            ${tenantId}, s.id, ${plantedId(tenantId, name)}, ${contact.id}, ${starts}::timestamptz,
            ${starts}::timestamptz + s.duration_minutes * interval '1 minute',
            private.time_taken(s, ${starts}::timestamptz), ${isOver ? over : "confirmed"}, 'desk',
            'en', ${notes[chance.between(0, notes.length - 1)] ?? ""}, s.price_minor, s.currency,
            ${reps[0].userId}, ${reps[0].userId}, ${made}, ${made}
          from public.services s where s.tenant_id = ${tenantId} and s.name = ${service.name}
          on conflict do nothing`;
      }
    }
  }
}
