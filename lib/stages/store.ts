import "server-only";
import { FieldError } from "@/lib/auth/action";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";

/** A tenant's stages in their order, at most 100; with `archived` archived ones too. */
export async function listStages(db: Db, tenantId: string, options: { archived?: boolean } = {}) {
  let query = db
    .from("contact_stages")
    .select("id, name, position, archived_at")
    .eq("tenant_id", tenantId);
  if (!options.archived) query = query.is("archived_at", null);
  const { data, error } = await query.order("position").order("id").limit(100);
  if (error) throw new Error("The stages could not be read", { cause: error });
  return data;
}

/** Adds a stage after the others. Throws `FieldError` when the name is taken. */
export async function addStage(
  db: Db,
  tenantId: string,
  name: string,
  position: number,
): Promise<void> {
  const { error } = await db.from("contact_stages").insert({ tenant_id: tenantId, name, position });
  if (error) throw saveError(error);
}

/** Throws 404 when there is no such stage, `FieldError` when the name is taken. */
export async function changeStage(
  db: Db,
  tenantId: string,
  id: string,
  change: { name?: string; position?: number; archived_at?: string | null },
): Promise<void> {
  const { data, error } = await db
    .from("contact_stages")
    .update(change)
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .select("id");
  if (error) throw saveError(error);
  if (data.length === 0) {
    throw new AppError("not_found", "not_found", "This stage doesn't exist any more.");
  }
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const uniqueViolation = "23505";

const saveError = (error: { code: string }) =>
  error.code === uniqueViolation
    ? new FieldError("name", "There is a stage with this name.")
    : new Error("The stage could not be saved", { cause: error });
