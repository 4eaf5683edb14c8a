import type { Sql } from "postgres";
import type { Hours } from "@/lib/routing/hours-schema";
import { uuidOf } from "@/local/demo/chance";

export type BookingPlan = {
  services: {
    name: string;
    /** What callers also call it. */
    spoken?: string[];
    minutes: number;
    /** Kept free after it. */
    after?: number;
    price?: { minor: number; currency: string };
  }[];
  staff: {
    name: string;
    kind?: "person" | "resource";
    userId?: string;
    /** 1 to 6. */
    colour: number;
    /** Names of services; all of them where it is left out. */
    does?: string[];
    week?: Hours["week"];
  }[];
  /** The company's. */
  week: Hours["week"];
  settings?: { language?: "en" | "ro"; reminder_hours?: number };
  closures?: { name: string; first_day: string; last_day: string }[];
};

/** Spans of each weekday; none on those that are left out. */
export function weekOf(open: Partial<Hours["week"]>): Hours["week"] {
  return { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [], ...open };
}

/** The id of a tenant's service or member of the staff that was planted by name. */
export function plantedId(tenantId: string, name: string): string {
  return uuidOf(`planted ${tenantId} ${name}`);
}

/** What a tenant can be booked for, with whom and when; what is there already stays. */
export async function plantBooking(sql: Sql, tenantId: string, plan: BookingPlan): Promise<void> {
  const idOf = (name: string) => plantedId(tenantId, name);
  const services = plan.services.map(({ name, spoken, minutes, after, price }) => ({
    ...{ id: idOf(name), tenant_id: tenantId, name, spoken_names: spoken ?? [] },
    ...{ duration_minutes: minutes, buffer_after_minutes: after ?? 0 },
    ...{ price_minor: price?.minor ?? null, currency: price?.currency ?? null },
  }));
  const staff = plan.staff.map(({ name, kind, userId, colour }) => ({
    ...{ id: idOf(name), tenant_id: tenantId, name, kind: kind ?? "person", colour },
    user_id: userId ?? null,
  }));
  const pairs = plan.staff.flatMap(({ name, does }) =>
    plan.services
      .filter((service) => !does || does.includes(service.name))
      .map((service) => ({
        ...{ tenant_id: tenantId, staff_id: idOf(name), service_id: idOf(service.name) },
      })),
  );
  await sql.begin(async (begun) => {
    await begun`insert into public.services ${begun(services)} on conflict do nothing`;
    await begun`insert into public.staff ${begun(staff)} on conflict do nothing`;
    await begun`insert into public.staff_services ${begun(pairs)} on conflict do nothing`;
    await begun`insert into public.opening_hours (tenant_id, week)
      values (${tenantId}, ${begun.json(plan.week)}) on conflict do nothing`;
    for (const { name, week } of plan.staff) {
      if (!week) continue;
      await begun`insert into public.opening_hours (tenant_id, staff_id, week)
        values (${tenantId}, ${idOf(name)}, ${begun.json(week)}) on conflict do nothing`;
    }
    await begun`insert into public.booking_settings (tenant_id, language, reminder_hours)
      values (${tenantId}, ${plan.settings?.language ?? "en"},
        ${plan.settings?.reminder_hours ?? null}) on conflict do nothing`;
    for (const closure of plan.closures ?? []) {
      const id = idOf(`closed ${closure.name} ${closure.first_day}`);
      await begun`insert into public.closures ${begun({ id, tenant_id: tenantId, ...closure })}
        on conflict do nothing`;
    }
  });
}
