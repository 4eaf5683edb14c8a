import "server-only";
import type { Db } from "@/lib/db/supabase/server";

const maxTags = 500;

/** A tenant's tags by name, at most 500. */
export async function listTags(db: Db, tenantId: string) {
  const { data, error } = await db
    .from("tags")
    .select("id, name")
    .eq("tenant_id", tenantId)
    .order("sort_name")
    .limit(maxTags);
  if (error) throw new Error("The tags could not be read", { cause: error });
  return data;
}
