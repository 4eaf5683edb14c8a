import "server-only";
import type { Db } from "@/lib/supabase/server";

/** Everyone who is or was in the tenant, by name. */
export async function listPeople(db: Db, tenantId: string) {
  const { data, error } = await db
    .from("profiles")
    .select("user_id, name, role, removed_at")
    .eq("tenant_id", tenantId)
    .order("name")
    .limit(1000);
  if (error) throw new Error("The people could not be read", { cause: error });
  return data;
}
