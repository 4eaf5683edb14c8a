import "server-only";
import { AppError } from "@/lib/core/errors";
import type { Json } from "@/lib/db/supabase/database.types";
import type { Db } from "@/lib/db/supabase/server";
import { Route } from "@/lib/routing/route";
import { voices } from "@/lib/routing/voices";

/** A route as it is edited. */
export type EditedRoute = {
  id: string;
  name: string;
  draft: Route;
  updated_at: string;
  is_default: boolean;
};

/** A version without its steps. `published_by` is a person's id. */
export type Version = { id: string; published_at: string; published_by: string | null };

const columns = "id, name, draft, updated_at, is_default";
const empty: Route = { language: "en-US", voice: voices["en-US"][0], first: null, steps: {} };

/** A draft that cannot be read any more is an empty one. */
const edited = (row: Omit<EditedRoute, "draft"> & { draft: unknown }) => ({
  ...row,
  draft: Route.safeParse(row.draft).data ?? empty,
});

/** A tenant's routes, by name; without deleted ones, as everywhere here. */
export async function listRoutes(db: Db, tenantId: string): Promise<EditedRoute[]> {
  const { data, error } = await db
    .from("routes")
    .select(columns)
    .eq("tenant_id", tenantId)
    .is("removed_at", null)
    .order("name")
    .order("id");
  if (error) throw readingFailed(error);
  return data.map(edited);
}

/** Null when the tenant has no route of this id. */
export async function findRoute(db: Db, tenantId: string, id: string): Promise<EditedRoute | null> {
  const { data, error } = await db
    .from("routes")
    .select(columns)
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .is("removed_at", null)
    .maybeSingle();
  if (error) throw readingFailed(error);
  return data && edited(data);
}

/** The route of numbers that have neither a route nor a person; null where there is none. */
export async function findDefault(
  db: Db,
  tenantId: string,
): Promise<{ id: string; name: string } | null> {
  const { data, error } = await db
    .from("routes")
    .select("id, name")
    .eq("tenant_id", tenantId)
    .is("is_default", true)
    .maybeSingle();
  if (error) throw readingFailed(error);
  return data;
}

/** Adds a route and gives its id. */
export async function addRoute(
  db: Db,
  tenantId: string,
  { name, draft }: { name: string; draft: Route },
): Promise<string> {
  const row = { tenant_id: tenantId, name, draft: jsonOf(draft) };
  const { data, error } = await db.from("routes").insert(row).select("id").single();
  if (error) throw savingFailed(error);
  return data.id;
}

/** Changes a route if nobody has saved it since `seen`; false when someone has. */
export async function updateRoute(
  db: Db,
  tenantId: string,
  { id, updated_at: seen }: Pick<EditedRoute, "id" | "updated_at">,
  { name, draft }: { name: string; draft: Route },
): Promise<boolean> {
  // Never the same twice, also where two clocks differ.
  const now = new Date(Math.max(Date.now(), Date.parse(seen) + 1)).toISOString();
  const { data, error } = await db
    .from("routes")
    .update({ name, draft: jsonOf(draft), updated_at: now })
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .eq("updated_at", seen)
    .select("id");
  if (error) throw savingFailed(error);
  return data.length > 0;
}

/** The newest version of a route, which answers calls; null before the first. */
export async function newestVersion(
  db: Db,
  tenantId: string,
  routeId: string,
): Promise<(Version & { body: unknown }) | null> {
  const { data, error } = await db
    .from("route_versions")
    .select("id, published_at, published_by, body")
    .eq("tenant_id", tenantId)
    .eq("route_id", routeId)
    .order("published_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(1)
    .maybeSingle();
  if (error) throw readingFailed(error);
  return data;
}

/** Versions of a route without their steps, newest first; `before` is the moment of another. */
export async function listVersions(
  db: Db,
  tenantId: string,
  routeId: string,
  { size, before }: { size: number; before?: string },
): Promise<Version[]> {
  const all = db
    .from("route_versions")
    .select("id, published_at, published_by")
    .eq("tenant_id", tenantId)
    .eq("route_id", routeId);
  const { data, error } = await (before ? all.lt("published_at", before) : all)
    .order("published_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(size);
  if (error) throw readingFailed(error);
  return data;
}

/** The steps of a version of a route, to be parsed; null when there is no such version. */
export async function readVersion(
  db: Db,
  tenantId: string,
  routeId: string,
  id: string,
): Promise<unknown> {
  const { data, error } = await db
    .from("route_versions")
    .select("body")
    .eq("tenant_id", tenantId)
    .eq("route_id", routeId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw readingFailed(error);
  return data?.body ?? null;
}

/** The newest version of each route that has one, by the route. */
export async function listNewest(db: Db, tenantId: string): Promise<ReadonlyMap<string, unknown>> {
  const { data, error } = await db
    .from("routes")
    .select("id, route_versions(body)")
    .eq("tenant_id", tenantId)
    .is("removed_at", null)
    .order("published_at", { referencedTable: "route_versions", ascending: false })
    .order("id", { referencedTable: "route_versions", ascending: false })
    .limit(1, { referencedTable: "route_versions" });
  if (error) throw readingFailed(error);
  return new Map(
    data.flatMap(({ id, route_versions: [newest] }): [string, unknown][] =>
      newest ? [[id, newest.body]] : [],
    ),
  );
}

export async function publishVersion(
  db: Db,
  tenantId: string,
  routeId: string,
  body: Route,
): Promise<void> {
  const row = { tenant_id: tenantId, route_id: routeId, body: jsonOf(body) };
  const { error } = await db.from("route_versions").insert(row);
  // private.require_route
  if (error?.code === "23503") throw routeGone(error);
  if (error) throw new Error("Publishing the route failed", { cause: error });
}

/** The refusal of what is about a route that is not there any more. */
export function routeGone(cause?: unknown): AppError {
  const words = "This route isn't there any more.";
  return new AppError("conflict", "changed_meanwhile", words, { cause });
}

/** A route as a column takes it. */
function jsonOf(route: Route): NonNullable<Json> {
  return JSON.parse(JSON.stringify(route));
}

const readingFailed = (cause: unknown) => new Error("Reading the routes failed", { cause });
function savingFailed(cause: { code: string }): Error {
  // private.require_audio
  if (cause.code !== "23503") return new Error("Saving the route failed", { cause });
  const words = "An audio file of this route was deleted meanwhile. Reload the page.";
  return new AppError("conflict", "changed_meanwhile", words, { cause });
}
