import "server-only";
import { FieldError } from "@/lib/auth/action";
import { queryOf, readView } from "@/lib/contact-list/address";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";
import { whereStill } from "@/lib/edits/still";

const columns = "id, name, owner_id, is_shared, query";
const maxViews = 200;

/** The views that a person may open, their own and shared ones, by name; at most 200. */
export async function listViews(db: Db, tenantId: string) {
  const { data, error } = await db
    .from("contact_views")
    .select(columns)
    .eq("tenant_id", tenantId)
    .order("name")
    .order("id")
    .limit(maxViews);
  if (error) throw new Error("The saved views could not be read", { cause: error });
  return data;
}

export type SavedView = Awaited<ReturnType<typeof listViews>>[number];

/** What is kept of a view that stands in an address. */
const keptOf = (address: string): Record<string, string> =>
  Object.fromEntries(queryOf(readView(address)));

/** Adds a view of one's own. Throws `FieldError` when one has one of this name. */
export async function addView(
  db: Db,
  tenantId: string,
  { query, ...view }: { id: string; name: string; is_shared: boolean; query: string },
): Promise<void> {
  const row = { ...view, tenant_id: tenantId, query: keptOf(query) };
  const { error } = await db.from("contact_views").insert(row);
  if (error) throw saveError(error);
}

/** A view's name and whether it is shared; null when it is not theirs to see. */
export async function readNamed(db: Db, tenantId: string, id: string) {
  const { data, error } = await db
    .from("contact_views")
    .select("name, is_shared")
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("The view could not be read", { cause: error });
  return data;
}

/** Changes a view if it still is as it `was`; false when it is not, or not theirs to change. */
export async function changeView(
  db: Db,
  tenantId: string,
  id: string,
  change: { name?: string; is_shared?: boolean },
  was: object,
): Promise<boolean> {
  const update = db.from("contact_views").update(change).eq("tenant_id", tenantId).eq("id", id);
  const { data, error } = await whereStill(update, was).select("id");
  if (error) throw saveError(error);
  return data.length > 0;
}

/** Gives a view another filter, order and columns, if it still has those it had (as JSON). */
export async function replaceView(
  db: Db,
  tenantId: string,
  { id, query, was }: { id: string; query: string; was: string },
): Promise<boolean> {
  const { data, error } = await db
    .from("contact_views")
    .update({ query: keptOf(query) })
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .filter("query", "eq", was)
    .select("id");
  if (error) throw saveError(error);
  return data.length > 0;
}

/** False when it is not theirs to delete. */
export async function deleteView(db: Db, tenantId: string, id: string): Promise<boolean> {
  const { data, error } = await db
    .from("contact_views")
    .delete()
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .select("id");
  if (error) throw new Error("The view could not be deleted", { cause: error });
  return data.length > 0;
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const [uniqueViolation, refused] = ["23505", "42501"];

function saveError(error: { code: string }): Error {
  if (error.code === uniqueViolation) {
    return new FieldError("name", "You have a view with this name.");
  }
  // Whoever keeps a shared view in order may not make it somebody else's own.
  if (error.code === refused) {
    const message = "Only the person who saved this view may stop sharing it.";
    return new AppError("forbidden", "not_your_view", message);
  }
  return new Error("The view could not be saved", { cause: error });
}
