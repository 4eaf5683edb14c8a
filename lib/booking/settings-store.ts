import "server-only";
import type { z } from "zod";
import { FieldError } from "@/lib/auth/action";
import type { ClosureForm, RulesForm, ServiceForm, StaffForm } from "@/lib/booking/settings";
import { AppError } from "@/lib/core/errors";
import { changeOrAdd } from "@/lib/db/supabase/change-or-add";
import type { Db } from "@/lib/db/supabase/server";
import type { Hours } from "@/lib/routing/hours-schema";

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const [uniqueViolation, foreignKeyViolation] = ["23505", "23503"];

type Failure = { code: string; message: string };

function saveError(error: Failure, what: string): Error {
  if (error.code === uniqueViolation && error.message.includes("one_user")) {
    return new FieldError("user_id", "This person is among the staff already.");
  }
  if (error.code === uniqueViolation) {
    return new FieldError("name", "There is one with this name already.");
  }
  if (error.code === foreignKeyViolation) {
    return new AppError("not_found", "not_found", "Something that was chosen is gone. Try again.");
  }
  return new Error(`${what} could not be saved`, { cause: error });
}

const gone = () => new AppError("not_found", "not_found", "This does not exist any more.");

export async function saveService(
  db: Db,
  tenantId: string,
  { id, ...service }: z.output<typeof ServiceForm>,
): Promise<void> {
  const table = db.from("services");
  const { data, error } = await (id
    ? table.update(service).eq("tenant_id", tenantId).eq("id", id)
    : table.insert({ tenant_id: tenantId, ...service })
  ).select("id");
  if (error) throw saveError(error, "The service");
  if (data.length === 0) throw gone();
}

/** Saves one of the staff, and for what they can be booked. */
export async function saveStaff(
  db: Db,
  tenantId: string,
  { id, services, ...staff }: z.output<typeof StaffForm>,
): Promise<void> {
  const table = db.from("staff");
  const { data, error } = await (id
    ? table.update(staff).eq("tenant_id", tenantId).eq("id", id)
    : table.insert({ tenant_id: tenantId, ...staff })
  ).select("id");
  if (error) throw saveError(error, "The staff");
  const [saved] = data;
  if (!saved) throw gone();
  await saveStaffServices(db, tenantId, saved.id, services);
}

async function saveStaffServices(db: Db, tenant_id: string, staff_id: string, wanted: string[]) {
  const theirs = db.from("staff_services").select("service_id").match({ tenant_id, staff_id });
  const { data, error } = await theirs;
  if (error) throw new Error("What they do could not be read", { cause: error });
  const has = new Set(data.map(({ service_id }) => service_id));
  const gone = [...has].filter((id) => !wanted.includes(id));
  const fresh = wanted.filter((id) => !has.has(id));
  if (gone.length > 0) {
    const { error } = await db
      .from("staff_services")
      .delete()
      .match({ tenant_id, staff_id })
      .in("service_id", gone);
    if (error) throw new Error("What they do could not be saved", { cause: error });
  }
  if (fresh.length > 0) {
    const rows = fresh.map((service_id) => ({ tenant_id, staff_id, service_id }));
    const { error } = await db.from("staff_services").upsert(rows, { ignoreDuplicates: true });
    if (error) throw saveError(error, "What they do");
  }
}

/** Out of use, or back. */
export async function archive(
  db: Db,
  tenantId: string,
  table: "services" | "staff",
  { id, back }: { id: string; back: boolean },
): Promise<void> {
  const archived_at = back ? null : new Date().toISOString();
  const { data, error } = await db
    .from(table)
    .update({ archived_at })
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .select("id");
  if (error) throw saveError(error, "This");
  if (data.length === 0) throw gone();
}

/** The hours of the company (staff_id null) or of one of its staff; null: as the company's. */
export async function saveWeek(
  db: Db,
  tenant_id: string,
  { staff_id, week }: { staff_id: string | null; week: Hours["week"] | null },
): Promise<void> {
  if (!week) {
    const { error } = await db.from("opening_hours").delete().match({ tenant_id, staff_id });
    if (error) throw new Error("The hours could not be removed", { cause: error });
    return;
  }
  const updated_at = new Date().toISOString();
  const error = await changeOrAdd(
    () => {
      const update = db.from("opening_hours").update({ week, updated_at });
      const own = update.eq("tenant_id", tenant_id);
      const whose = staff_id ? own.eq("staff_id", staff_id) : own.is("staff_id", null);
      return whose.select("id");
    },
    () => db.from("opening_hours").insert({ tenant_id, staff_id, week }),
  );
  if (error) throw new Error("The hours could not be saved", { cause: error });
}

export async function addClosure(
  db: Db,
  tenantId: string,
  closure: z.output<typeof ClosureForm>,
): Promise<void> {
  const { error } = await db.from("closures").insert({ tenant_id: tenantId, ...closure });
  if (error) throw saveError(error, "The closure");
}

export async function removeClosure(db: Db, tenantId: string, id: string): Promise<void> {
  const { error } = await db.from("closures").delete().eq("tenant_id", tenantId).eq("id", id);
  if (error) throw new Error("The closure could not be removed", { cause: error });
}

export async function saveRules(
  db: Db,
  tenant_id: string,
  rules: z.output<typeof RulesForm>,
): Promise<void> {
  const updated_at = new Date().toISOString();
  const error = await changeOrAdd(
    () =>
      db
        .from("booking_settings")
        .update({ ...rules, updated_at })
        .eq("tenant_id", tenant_id)
        .select("tenant_id"),
    () => db.from("booking_settings").insert({ tenant_id, ...rules }),
  );
  if (error) throw new Error("The settings could not be saved", { cause: error });
}

/** What was archived, to bring it back; and closures that are not over on a day (YYYY-MM-DD). */
export async function listForSettings(db: Db, tenantId: string, today: string) {
  const archived = (table: "services" | "staff") =>
    db
      .from(table)
      .select("id, name")
      .eq("tenant_id", tenantId)
      .not("archived_at", "is", null)
      .order("name")
      .limit(200);
  const [services, staff, closures] = await Promise.all([
    archived("services"),
    archived("staff"),
    db
      .from("closures")
      .select("id, staff_id, first_day, last_day, name, staff(name)")
      .eq("tenant_id", tenantId)
      .gte("last_day", today)
      .order("first_day")
      .order("id")
      .limit(200),
  ]);
  const error = services.error ?? staff.error ?? closures.error;
  if (error) throw new Error("The booking settings could not be read", { cause: error });
  return {
    archived: { services: services.data ?? [], staff: staff.data ?? [] },
    closures: closures.data ?? [],
  };
}
export type Closure = Awaited<ReturnType<typeof listForSettings>>["closures"][number];
