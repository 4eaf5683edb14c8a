import "server-only";
import { FieldError } from "@/lib/auth/action";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";

const maxTags = 500;

/** A tenant's tags by name, at most 500. */
export async function listTags(db: Db, tenantId: string) {
  const { data, error } = await db
    .from("tags")
    .select("id, name")
    .eq("tenant_id", tenantId)
    .order("sort_name")
    .limit(maxTags);
  if (error) throw new Error("The tags could not be read", { cause: error });
  return data;
}

/** Throws 404 when there is no such tag, `FieldError` when another has the name. */
export async function changeTag(db: Db, tenantId: string, id: string, name: string): Promise<void> {
  const { data, error } = await db
    .from("tags")
    .update({ name })
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .select("id");
  if (error?.code === uniqueViolation) {
    throw new FieldError("name", "There is a tag with this name. You can merge the two.");
  }
  if (error) throw new Error("The tag could not be saved", { cause: error });
  if (data.length === 0) {
    throw new AppError("not_found", "not_found", "This tag doesn't exist any more.");
  }
}

/** A tag that is gone already stays gone. */
export async function deleteTag(db: Db, tenantId: string, id: string): Promise<void> {
  const { error } = await db.from("tags").delete().eq("tenant_id", tenantId).eq("id", id);
  if (error) throw new Error("The tag could not be deleted", { cause: error });
}

/** Throws 404 when one of the two tags is gone. */
export async function mergeTag(db: Db, gone: string, keep: string): Promise<void> {
  const { data, error } = await db.rpc("merge_tags", { gone, keep });
  if (error) throw new Error("The tags could not be merged", { cause: error });
  if (!data) {
    throw new AppError("not_found", "not_found", "One of these tags doesn't exist any more.");
  }
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const uniqueViolation = "23505";
