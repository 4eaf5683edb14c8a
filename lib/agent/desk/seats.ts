import "server-only";
import type { Db } from "@/lib/db/supabase/server";

/** How many callers may talk with the tenant's voice agents at one time. */
export async function readSeats(db: Db, tenantId: string): Promise<number> {
  const { data, error } = await db
    .from("tenants")
    .select("agent_talks_at_once")
    .eq("id", tenantId)
    .single();
  if (error)
    throw new Error("How many callers voice agents take could not be read", { cause: error });
  return data.agent_talks_at_once;
}
