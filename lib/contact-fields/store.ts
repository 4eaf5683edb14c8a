import "server-only";
import { z } from "zod";
import { fieldTypes } from "@/lib/contact-fields/types";
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
