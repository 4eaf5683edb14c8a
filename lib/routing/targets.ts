import "server-only";
import type { Db } from "@/lib/db/supabase/server";
import { Route } from "@/lib/routing/route";

/** A route, or the people of one of its steps, that a live call can be transferred to. */
export type RouteTarget = {
  route_id: string;
  /** Null: from the beginning. */
  step: string | null;
  name: string;
  /** The route that a group is in. */
  of: string | null;
};

/** The company's published routes and the groups in them, by name. */
export async function listRouteTargets(db: Db, tenantId: string): Promise<RouteTarget[]> {
  const { data, error } = await db
    .from("routes")
    .select("id, name, route_versions(body)")
    .eq("tenant_id", tenantId)
    .is("removed_at", null)
    .order("name")
    .order("published_at", { referencedTable: "route_versions", ascending: false })
    .order("id", { referencedTable: "route_versions", ascending: false })
    .limit(1, { referencedTable: "route_versions" });
  if (error) throw new Error("The routes could not be read", { cause: error });
  return data.flatMap(({ id: route_id, name, route_versions: [newest] }): RouteTarget[] => {
    const route = Route.safeParse(newest?.body);
    if (!route.success || route.data.first === null) return [];
    const groups = Object.entries(route.data.steps).flatMap(([step, { kind, name: called }]) =>
      kind === "ring" || kind === "queue"
        ? { route_id, step, name: called || "Everyone", of: name }
        : [],
    );
    return [...groups, { route_id, step: null, name, of: null }];
  });
}
