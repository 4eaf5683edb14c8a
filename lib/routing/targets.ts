import "server-only";
import type { Db } from "@/lib/db/supabase/server";
import { listGroups } from "@/lib/groups/store";
import { Route, type Step } from "@/lib/routing/route";

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
  const [groups, { data, error }] = await Promise.all([
    listGroups(db, tenantId),
    newestRoutes(db, tenantId),
  ]);
  if (error) throw new Error("The routes could not be read", { cause: error });
  const nameOf = (step: Extract<Step, { kind: "ring" | "queue" }>) => {
    const { who, name } = step;
    if (who.kind !== "group") return name || "Everyone";
    // One that was deleted is nobody.
    return groups.find(({ id }) => id === who.group_id)?.name;
  };
  return data.flatMap(({ id: route_id, name, route_versions: [newest] }): RouteTarget[] => {
    const route = Route.safeParse(newest?.body);
    if (!route.success || route.data.first === null) return [];
    const steps = Object.entries(route.data.steps).flatMap(([id, step]) => {
      const people = step.kind === "ring" || step.kind === "queue" ? nameOf(step) : undefined;
      return people === undefined ? [] : { route_id, step: id, name: people, of: name };
    });
    return [...steps, { route_id, step: null, name, of: null }];
  });
}

function newestRoutes(db: Db, tenantId: string) {
  return db
    .from("routes")
    .select("id, name, route_versions(body)")
    .eq("tenant_id", tenantId)
    .is("removed_at", null)
    .order("name")
    .order("published_at", { referencedTable: "route_versions", ascending: false })
    .order("id", { referencedTable: "route_versions", ascending: false })
    .limit(1, { referencedTable: "route_versions" });
}
