import "server-only";
import type { RulesValues } from "@/lib/booking/settings-values";
import type { TablesUpdate } from "@/lib/db/supabase/database.types";
import type { Db } from "@/lib/db/supabase/server";
import { whereStill } from "@/lib/edits/still";
import { Hours } from "@/lib/routing/hours-schema";

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const uniqueViolation = "23505";

/** The hours of the company (staff_id null) or of one of its staff; null: they have none. */
export async function readWeek(db: Db, tenantId: string, staffId: string | null) {
  const own = db.from("opening_hours").select("week, updated_at").eq("tenant_id", tenantId);
  const { data, error } = await (staffId
    ? own.eq("staff_id", staffId)
    : own.is("staff_id", null)
  ).maybeSingle();
  if (error) throw new Error("The hours could not be read", { cause: error });
  return data && { week: Hours.shape.week.parse(data.week), updated_at: data.updated_at };
}

/**
 * Changes hours that were changed last at `since` (null: there were none), or removes them where
 * `week` is null; false when they have been changed meanwhile.
 */
export async function writeWeek(
  db: Db,
  { tenant_id, staff_id }: { tenant_id: string; staff_id: string | null },
  { week, since }: { week: Hours["week"] | null; since: string | null },
): Promise<boolean> {
  const table = db.from("opening_hours");
  if (since === null) {
    if (!week) return true;
    const { error } = await table.insert({ tenant_id, staff_id, week });
    if (error && error.code !== uniqueViolation)
      throw new Error("The hours could not be saved", { cause: error });
    return !error;
  }
  const change = week
    ? table.update({ week, updated_at: new Date().toISOString() })
    : table.delete();
  const own = change.eq("tenant_id", tenant_id).eq("updated_at", since);
  const whose = staff_id ? own.eq("staff_id", staff_id) : own.is("staff_id", null);
  const { data, error } = await whose.select("id");
  if (error) throw new Error("The hours could not be saved", { cause: error });
  return data.length > 0;
}

/** Changes rules that still are as they were; false when they are not, or there are none. */
export async function updateRules(
  db: Db,
  tenantId: string,
  changes: TablesUpdate<"booking_settings">,
  was: object,
): Promise<boolean> {
  const updated_at = new Date().toISOString();
  const update = db
    .from("booking_settings")
    .update({ ...changes, updated_at })
    .eq("tenant_id", tenantId);
  const { data, error } = await whereStill(update, was).select("tenant_id");
  if (error) throw new Error("The settings could not be saved", { cause: error });
  return data.length > 0;
}

/** The first rules of a tenant; false when there are some. */
export async function addRules(db: Db, tenant_id: string, rules: RulesValues): Promise<boolean> {
  const { error } = await db.from("booking_settings").insert({ tenant_id, ...rules });
  if (error && error.code !== uniqueViolation) {
    throw new Error("The settings could not be saved", { cause: error });
  }
  return !error;
}
