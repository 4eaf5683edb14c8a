import "server-only";
import type { Db } from "@/lib/db/supabase/server";

/** A tenant's stages in their order, at most 100; with `archived` archived ones too. */
export async function listStages(db: Db, tenantId: string, options: { archived?: boolean } = {}) {
  let query = db
    .from("contact_stages")
    .select("id, name, position, archived_at")
    .eq("tenant_id", tenantId);
  if (!options.archived) query = query.is("archived_at", null);
  const { data, error } = await query.order("position").order("id").limit(100);
  if (error) throw new Error("The stages could not be read", { cause: error });
  return data;
}
