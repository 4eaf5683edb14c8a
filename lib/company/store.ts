import { AppError } from "@/lib/core/errors";
import type { TablesUpdate } from "@/lib/db/supabase/database.types";
import type { Db } from "@/lib/db/supabase/server";
import { whereStill } from "@/lib/edits/still";

/**
 * Makes the signed-in person's company and them its first admin; gives the tenant they have if
 * there is one.
 */
export async function createTenant(
  db: Db,
  start: { company: string; name: string; country: string; zone: string },
): Promise<string> {
  const { data, error } = await db.rpc("create_tenant", {
    company: start.company,
    person: start.name,
    country: start.country,
    zone: start.zone,
  });
  if (error?.code === "42501") {
    throw new AppError("unauthenticated", "unauthenticated", "Please sign in.", { cause: error });
  }
  if (error) throw new Error("Creating the company failed", { cause: error });
  return data;
}

const settings =
  "name, country_code, time_zone, recording_enabled, recording_notice, keep_recordings_days, call_time_limit_seconds, after_call_seconds, allowed_countries, allowed_prefixes, user_calls_per_hour, user_calls_per_day, tenant_calls_per_hour, tenant_calls_per_day, calls_at_once, spend_per_day, blocked_calls, anonymous_calls, announce_recording, announce_countries, rep_caller_id, record_internal_calls, local_presence, agent_talks_at_once, announce_supervision, show_supervision, user_messages_per_hour, user_messages_per_day, tenant_messages_per_hour, tenant_messages_per_day, quiet_from, quiet_until";

/** Everything of a company that its admins set in a form. */
export async function readTenant(db: Db, tenantId: string) {
  const { data, error } = await db.from("tenants").select(settings).eq("id", tenantId).single();
  if (error) throw new Error("Reading the company failed", { cause: error });
  // A decimal may come as text, so that no digit is lost.
  return { ...data, spend_per_day: Number(data.spend_per_day) };
}

export type TenantSettings = Awaited<ReturnType<typeof readTenant>>;

/**
 * Writes `changes` if these columns still are as they `was`; false when someone has saved them
 * meanwhile.
 */
export async function updateTenant(
  db: Db,
  tenantId: string,
  changes: TablesUpdate<"tenants">,
  was: Partial<TenantSettings>,
): Promise<boolean> {
  if (Object.keys(changes).length === 0) return true;
  const update = db.from("tenants").update(changes).eq("id", tenantId);
  const { data, error } = await whereStill(update, was).select("id");
  if (error) throw new Error("Saving the company failed", { cause: error });
  return data.length > 0;
}
