import "server-only";
import type { Db } from "@/lib/db/supabase/server";
import { Route } from "@/lib/routing/route";

/** Published routes by version; without those that cannot be read any more. */
export async function listPublished(
  db: Db,
  tenantId: string,
  versions: readonly string[],
): Promise<ReadonlyMap<string, Route>> {
  if (versions.length === 0) return new Map();
  const { data, error } = await db
    .from("route_versions")
    .select("id, body")
    .eq("tenant_id", tenantId)
    .in("id", versions);
  if (error) throw new Error("The routes could not be read", { cause: error });
  return new Map(
    data.flatMap(({ id, body }): [string, Route][] => {
      const route = Route.safeParse(body);
      return route.success ? [[id, route.data]] : [];
    }),
  );
}
