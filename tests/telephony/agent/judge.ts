import type { SalonService } from "@/local/tenant/plant-salon";
import type { Session } from "@/tests/telephony/agent/play";
import type { Booked, Scenario } from "@/tests/telephony/agent/scenario";
import type { World } from "@/tests/telephony/agent/world";
import { admin } from "@/tests/telephony/record/call-record";

type Row = {
  service_id: string;
  weekday: number;
  from_today: number;
  hour: number;
  minute: number;
};

/** What is wrong with the rows after a call; nothing where they are as they have to be. */
export async function judge(
  world: World,
  scenario: Scenario,
  phone: string,
  session: Session,
): Promise<string[]> {
  const { outcome, booking, message } = scenario.expected;
  const wrong: string[] = [];
  if (![outcome].flat().some((each) => each === session.outcome)) {
    wrong.push(`ended as ${session.outcome} (${session.reason}), not ${outcome}`);
  }
  if (message && !session.message?.includes(message[world.language])) {
    wrong.push(`the message is ${session.message}`);
  }
  const rows = await bookingsOf(world.tenant.id, phone, session.call_id);
  const services = new Map<string, string>(
    Object.entries(world.services).map(([name, id]) => [id, name]),
  );
  const shown = rows.map((row) => `${services.get(row.service_id)} ${JSON.stringify(row)}`);
  if (rows.length !== (booking ? 1 : 0)) wrong.push(`booked: ${shown.join(", ") || "nothing"}`);
  const [row] = rows;
  if (booking && row && !isAs(row, booking, world.services)) wrong.push(`booked: ${shown}`);
  return wrong;
}

/** What is wrong only because nothing was done: no row that should not be. */
export const isHarmless = (wrong: string[]) =>
  wrong.every((line) => line === "booked: nothing" || !line.startsWith("booked"));

function isAs(row: Row, booking: Booked, services: Record<SalonService, string>): boolean {
  const { day, hour, minute = 0, service } = booking;
  const isDay = "weekday" in day ? row.weekday === day.weekday : row.from_today === day.fromToday;
  // Which hour is offered second depends on the day.
  const isTime = hour < 0 || (row.hour === hour && row.minute === minute);
  return isDay && isTime && row.service_id === services[service];
}

async function bookingsOf(tenantId: string, phone: string, callId: string): Promise<Row[]> {
  return await admin<Row[]>`
    select b.service_id, extract(dow from t.at)::int as weekday,
      t.at::date - (now() at time zone 'Europe/Bucharest')::date as from_today,
      extract(hour from t.at)::int as hour, extract(minute from t.at)::int as minute
    from public.bookings b
    cross join lateral (select b.starts_at at time zone 'Europe/Bucharest' as at) t
    where b.tenant_id = ${tenantId} and b.status = 'confirmed' and (b.call_id = ${callId}
      or exists (select from public.contact_phones p where p.tenant_id = b.tenant_id
        and p.contact_id = b.contact_id and p.phone = ${phone}))`;
}
