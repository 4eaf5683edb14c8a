import "server-only";
import type { Db } from "@/lib/db/supabase/server";
import { listNewest, listRoutes } from "@/lib/routing/edit/store";
import { groupsOf } from "@/lib/routing/groups";
import { Route } from "@/lib/routing/route";

/** The names of the published routes that ring each group, by the group's id. */
export async function readGroupUse(
  db: Db,
  tenantId: string,
): Promise<ReadonlyMap<string, string[]>> {
  const [routes, newest] = await Promise.all([listRoutes(db, tenantId), listNewest(db, tenantId)]);
  const uses = new Map<string, string[]>();
  for (const { id, name } of routes) {
    const route = Route.safeParse(newest.get(id));
    for (const group of route.success ? groupsOf(route.data) : []) {
      uses.set(group, [...(uses.get(group) ?? []), name]);
    }
  }
  return uses;
}
