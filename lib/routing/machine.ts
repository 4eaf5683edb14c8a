import "server-only";
import { Remembered } from "@/lib/core/remembered";
import { callMachine } from "@/lib/db/machine/connection";
import { Route } from "@/lib/routing/route";

/** Published versions never change: what was read once serves calls to their end. */
const remembered = new Remembered<Route>(500);

/**
 * A published version of a route; null when the tenant has none of this id, or it cannot be read
 * any more. Throws `unavailable` for one that this copy has not seen while the database is away.
 */
export async function publishedRoute(
  tenantId: string,
  version: string,
  timeoutMs?: number,
): Promise<Route | null> {
  const known = remembered.get(`${tenantId} ${version}`);
  if (known) return known.thing;
  const body = await callMachine(
    (sql) => sql`select machine.route_version(${tenantId}, ${version}) as result`,
    timeoutMs,
  );
  return keepPublished(tenantId, version, body);
}

/** The route of a version that was read with something else. */
export function keepPublished(tenantId: string, version: string, body: unknown): Route | null {
  const key = `${tenantId} ${version}`;
  const known = remembered.get(key);
  if (known) return known.thing;
  const route = Route.safeParse(body);
  if (!route.success) return null;
  remembered.set(key, route.data, Date.now());
  return route.data;
}
