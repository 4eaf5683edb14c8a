import "server-only";
import { FieldError } from "@/lib/auth/action";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";

/** People whom routes ring together, in the order of ringing; their ids. */
export type Group = { id: string; name: string; people: string[]; updated_at: string };

const columns = "id, name, people, updated_at";
/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const uniqueViolation = "23505";
const foreignKeyViolation = "23503";

/** A tenant's groups, by name. */
export async function listGroups(db: Db, tenantId: string): Promise<Group[]> {
  const { data, error } = await db
    .from("groups")
    .select(columns)
    .eq("tenant_id", tenantId)
    .order("name")
    .order("id");
  if (error) throw new Error("The groups could not be read", { cause: error });
  return data;
}

/** Throws `conflict` when there is no such group. */
export async function requireGroup(db: Db, tenantId: string, id: string): Promise<Group> {
  const { data, error } = await db
    .from("groups")
    .select(columns)
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("The group could not be read", { cause: error });
  if (data) return data;
  throw new AppError("conflict", "changed_meanwhile", "This group isn't there any more.");
}

type Typed = Pick<Group, "name" | "people">;

/** Throws a `FieldError` for a name that is taken, `conflict` for a person who has left. */
export async function addGroup(db: Db, tenantId: string, typed: Typed): Promise<void> {
  const { error } = await db.from("groups").insert({ ...typed, tenant_id: tenantId });
  if (error) throw saveError(error);
}

/** Changes a group if nobody has saved it since it was read; false when someone has. Throws too. */
export async function changeGroup(
  db: Db,
  tenantId: string,
  { id, updated_at: seen }: Group,
  change: Partial<Typed>,
): Promise<boolean> {
  // Never the same twice, also where two clocks differ.
  const now = new Date(Math.max(Date.now(), Date.parse(seen) + 1)).toISOString();
  const { data, error } = await db
    .from("groups")
    .update({ ...change, updated_at: now })
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .eq("updated_at", seen)
    .select("id");
  if (error) throw saveError(error);
  return data.length > 0;
}

/** Also one that is not there any more. */
export async function deleteGroup(db: Db, tenantId: string, id: string): Promise<void> {
  const { error } = await db.from("groups").delete().eq("tenant_id", tenantId).eq("id", id);
  if (error) throw new Error("The group could not be deleted", { cause: error });
}

function saveError(cause: { code: string }): Error {
  if (cause.code === uniqueViolation) {
    return new FieldError("name", "There is a group with this name.");
  }
  // private.known_people
  if (cause.code === foreignKeyViolation) {
    const words = "Someone in this group has since left the company. Reload the page.";
    return new AppError("conflict", "changed_meanwhile", words, { cause });
  }
  return new Error("The group could not be saved", { cause });
}
