import "server-only";
import type { z } from "zod";
import { FieldError } from "@/lib/auth/action";
import type { BookedService } from "@/lib/booking/facts";
import type { ClosureForm, StaffForm } from "@/lib/booking/settings";
import type { StaffValues } from "@/lib/booking/settings-values";
import { findService } from "@/lib/booking/store";
import { AppError } from "@/lib/core/errors";
import type { TablesUpdate } from "@/lib/db/supabase/database.types";
import type { Db } from "@/lib/db/supabase/server";
import { whereStill } from "@/lib/edits/still";

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const [uniqueViolation, foreignKeyViolation] = ["23505", "23503"];

type Failure = { code: string; message: string };

export function saveError(error: Failure, what: string): Error {
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

const gone = () => new AppError("not_found", "not_found", "This doesn't exist any more.");

export async function addService(
  db: Db,
  tenantId: string,
  service: Omit<BookedService, "id">,
): Promise<void> {
  const { error } = await db.from("services").insert({ tenant_id: tenantId, ...service });
  if (error) throw saveError(error, "The service");
}

/** Throws `not_found` where it does not exist. */
export async function readService(db: Db, tenantId: string, id: string): Promise<BookedService> {
  const service = await findService(db, tenantId, id);
  if (!service) throw gone();
  return service;
}

/** Changes a service that still is as it was; false when it is not. */
export async function updateService(
  db: Db,
  tenantId: string,
  id: string,
  changes: TablesUpdate<"services">,
  was: object,
): Promise<boolean> {
  if (Object.keys(changes).length === 0) return true;
  const update = db.from("services").update(changes).eq("tenant_id", tenantId).eq("id", id);
  const { data, error } = await whereStill(update, was).select("id");
  if (error) throw saveError(error, "The service");
  return data.length > 0;
}

/** Gives the new one's id. */
export async function addStaff(
  db: Db,
  tenantId: string,
  staff: Omit<z.output<typeof StaffForm>, "id" | "services">,
): Promise<string> {
  const row = { id: crypto.randomUUID(), tenant_id: tenantId, ...staff };
  const { error } = await db.from("staff").insert(row);
  if (error) throw saveError(error, "The staff");
  return row.id;
}

/** One of the staff, with what they can be booked for now. Throws `not_found`. */
export async function readStaff(db: Db, tenantId: string, id: string): Promise<StaffValues> {
  const { data, error } = await db
    .from("staff")
    .select("name, kind, user_id, colour, staff_services(service_id, services(archived_at))")
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("The staff could not be read", { cause: error });
  if (!data) throw gone();
  const { staff_services: does, kind, ...staff } = data;
  const now = does.filter(({ services }) => services?.archived_at === null);
  return {
    ...staff,
    kind: kind === "resource" ? kind : "person",
    services: now.map(({ service_id }) => service_id),
  };
}

/** Changes one of the staff who still is as they were; false when they are not. */
export async function updateStaff(
  db: Db,
  tenantId: string,
  id: string,
  changes: TablesUpdate<"staff">,
  was: object,
): Promise<boolean> {
  if (Object.keys(changes).length === 0) return true;
  const update = db.from("staff").update(changes).eq("tenant_id", tenantId).eq("id", id);
  const { data, error } = await whereStill(update, was).select("id");
  if (error) throw saveError(error, "The staff");
  return data.length > 0;
}

/** Adds and takes back what somebody can be booked for; archived services stay. */
export async function saveStaffServices(
  db: Db,
  whose: { tenant_id: string; staff_id: string },
  { was, services }: { was: string[]; services: string[] },
): Promise<void> {
  const gone = was.filter((id) => !services.includes(id));
  const fresh = services.filter((id) => !was.includes(id));
  if (gone.length > 0) {
    const { error } = await db.from("staff_services").delete().match(whose).in("service_id", gone);
    if (error) throw new Error("What they do could not be saved", { cause: error });
  }
  if (fresh.length > 0) {
    const rows = fresh.map((service_id) => ({ ...whose, service_id }));
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
