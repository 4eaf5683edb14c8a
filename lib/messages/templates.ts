import "server-only";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";

/** As many as a picker shows. */
export const maxTemplates = 200;

/** A company's templates, by name. */
export async function listTemplates(db: Db, tenantId: string) {
  const { data, error } = await db
    .from("templates")
    .select("id, name, body, updated_at")
    .eq("tenant_id", tenantId)
    .order("name")
    .order("id")
    .limit(maxTemplates);
  if (error) throw new Error("The templates could not be read", { cause: error });
  return data;
}

export type Template = Awaited<ReturnType<typeof listTemplates>>[number];

/** Adds a template, or changes the one of this id. Throws 409 for a name that is taken. */
export async function saveTemplate(
  db: Db,
  tenantId: string,
  { id, name, body }: { id?: string | undefined; name: string; body: string },
): Promise<void> {
  const saved = id
    ? await db
        .from("templates")
        .update({ name, body, updated_at: new Date().toISOString() })
        .eq("tenant_id", tenantId)
        .eq("id", id)
        .select("id")
    : await db.from("templates").insert({ tenant_id: tenantId, name, body }).select("id");
  if (saved.error?.code === "23505") {
    throw new AppError("conflict", "name_taken", "Another template has this name.");
  }
  if (saved.error) throw new Error("The template could not be saved", { cause: saved.error });
  if (saved.data.length === 0) throw noTemplate();
}

export async function deleteTemplate(db: Db, tenantId: string, id: string): Promise<void> {
  const { error } = await db.from("templates").delete().eq("tenant_id", tenantId).eq("id", id);
  if (error) throw new Error("The template could not be deleted", { cause: error });
}

function noTemplate(): AppError {
  return new AppError("not_found", "template_not_found", "This template doesn't exist any more.");
}
