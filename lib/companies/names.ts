import "server-only";
import type { Db } from "@/lib/db/supabase/server";

/** What these contacts are called, by id. */
export async function namesOfContacts(
  db: Db,
  tenantId: string,
  ids: string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { data, error } = await db
    .from("contacts")
    .select("id, name")
    .eq("tenant_id", tenantId)
    .in("id", [...new Set(ids)]);
  if (error) throw new Error("The contacts' names could not be read", { cause: error });
  return new Map(data.map(({ id, name }) => [id, name]));
}
