import "server-only";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";
import type { SaveDisposition } from "@/lib/dispositions/schema";

const columns =
  "id, label, key, position, follow_up, follow_up_minutes, archived_at, stage_id, contact_stages(name, archived_at)";
/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const uniqueViolation = "23505";

/** A tenant's outcomes in their order, at most 100; with `archived` also archived ones. */
export async function listDispositions(
  db: Db,
  tenantId: string,
  options: { archived?: boolean } = {},
) {
  let query = db.from("dispositions").select(columns).eq("tenant_id", tenantId);
  if (!options.archived) query = query.is("archived_at", null);
  const { data, error } = await query.order("position").order("id").limit(100);
  if (error) throw new Error("The outcomes could not be read", { cause: error });
  return data;
}

export type Disposition = Awaited<ReturnType<typeof listDispositions>>[number];

/** One outcome, an archived one too; null when it is not this tenant's. */
export async function readDisposition(db: Db, tenantId: string, id: string) {
  const { data, error } = await db
    .from("dispositions")
    .select(columns)
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("The outcome could not be read", { cause: error });
  return data;
}

/** Throws `conflict` when the name or the key is taken. */
export async function addDisposition(
  db: Db,
  tenantId: string,
  typed: SaveDisposition,
  position: number,
): Promise<void> {
  const { error } = await db
    .from("dispositions")
    .insert({ ...typed, tenant_id: tenantId, position });
  if (error) throw saveError(error);
}

/** Throws `conflict` when the name or the key is taken. False when there is no such outcome. */
export async function changeDisposition(
  db: Db,
  tenantId: string,
  id: string,
  change: Partial<SaveDisposition> & { position?: number; archived_at?: string | null },
): Promise<boolean> {
  const { data, error } = await db
    .from("dispositions")
    .update(change)
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .select("id");
  if (error) throw saveError(error);
  return data.length > 0;
}

function saveError(error: { code: string; message: string }): AppError | Error {
  if (error.code !== uniqueViolation)
    return new Error("The outcome could not be saved", { cause: error });
  const field = error.message.includes("one_key") ? "key" : "label";
  return new AppError(
    "conflict",
    `${field}_taken`,
    field === "key" ? "Another outcome has this key." : "There is an outcome with this name.",
  );
}
