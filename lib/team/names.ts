import "server-only";
import type { Db } from "@/lib/db/supabase/server";

/** Names of a tenant's people, former ones too, by id. */
export async function namesOf(
  db: Db,
  tenantId: string,
  ids: (string | null)[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const { data, error } = await db
    .from("profiles")
    .select("user_id, name")
    .eq("tenant_id", tenantId)
    .in("user_id", wanted);
  if (error) throw new Error("The names could not be read", { cause: error });
  return new Map(data.map(({ user_id, name }) => [user_id, name]));
}
