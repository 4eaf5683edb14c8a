import "server-only";
import { z } from "zod";
import { FieldError } from "@/lib/auth/action";
import { type FieldType, fieldTypes } from "@/lib/contact-fields/types";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";

const columns = "id, name, type, choices, position, archived_at";
const Type = z.enum(fieldTypes);

/** A company's own fields of contacts in their order, at most 200; with `archived` all of them. */
export async function listContactFields(
  db: Db,
  tenantId: string,
  options: { archived?: boolean } = {},
) {
  let query = db.from("contact_fields").select(columns).eq("tenant_id", tenantId);
  if (!options.archived) query = query.is("archived_at", null);
  const { data, error } = await query.order("position").order("id").limit(200);
  if (error) throw new Error("The contact fields could not be read", { cause: error });
  return data.map((field) => ({ ...field, type: Type.parse(field.type) }));
}

/** Adds a field after the others. Throws `FieldError` when the name is taken. */
export async function addField(
  db: Db,
  tenantId: string,
  field: { name: string; type: FieldType; choices: string[]; position: number },
): Promise<void> {
  const { error } = await db.from("contact_fields").insert({ ...field, tenant_id: tenantId });
  if (error) throw saveError(error);
}

/** Throws 404 when there is no such field, `FieldError` when what is typed cannot be. */
export async function changeField(
  db: Db,
  tenantId: string,
  id: string,
  change: { name?: string; choices?: string[]; position?: number; archived_at?: string | null },
): Promise<void> {
  const { data, error } = await db
    .from("contact_fields")
    .update(change)
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .select("id");
  if (error) throw saveError(error);
  if (data.length === 0) {
    throw new AppError("not_found", "not_found", "This field doesn't exist any more.");
  }
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
function saveError(error: { code: string }): Error {
  if (error.code === "23505") return new FieldError("name", "There is a field with this name.");
  return new Error("The field could not be saved", { cause: error });
}
