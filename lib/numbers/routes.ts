import "server-only";
import type { Db } from "@/lib/db/supabase/server";

/**
 * A route that calls may follow: something of it is published. The default one answers numbers that
 * have neither a route nor a person of their own.
 */
export type FollowableRoute = { id: string; name: string; is_default: boolean };

/** The tenant's routes that a number may follow, by name. */
export async function listFollowable(db: Db, tenantId: string): Promise<FollowableRoute[]> {
  const { data, error } = await db
    .from("routes")
    .select("id, name, is_default, route_versions!inner(id)")
    .eq("tenant_id", tenantId)
    .is("removed_at", null)
    .order("name")
    .order("id")
    .limit(1, { referencedTable: "route_versions" });
  if (error) throw new Error("Reading the routes failed", { cause: error });
  return data.map(({ id, name, is_default }) => ({ id, name, is_default }));
}
