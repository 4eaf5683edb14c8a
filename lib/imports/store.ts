import "server-only";
import { z } from "zod";
import type { Db } from "@/lib/db/supabase/server";
import { Columns, Settings } from "@/lib/imports/schema";

const listed =
  "id, file_name, stage, total, created, updated, skipped, failed, without, removed, restored, kept, problem, created_by, created_at, started_at, finished_at, undone_at, undone_by, updated_at";
const Details = z.object({
  settings: Settings.partial(),
  header: z.array(z.string()),
});

/** One import, to its tenant's members; null when there is none. */
export async function getImport(db: Db, tenantId: string, id: string) {
  const { data, error } = await db
    .from("contact_imports")
    .select(`${listed}, settings, header`)
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("The import could not be read", { cause: error });
  return data && { ...data, ...Details.parse(data) };
}

export type ContactImport = NonNullable<Awaited<ReturnType<typeof getImport>>>;

/** A tenant's last imports, newest first. */
export async function listImports(db: Db, tenantId: string, size: number) {
  const { data, error } = await db
    .from("contact_imports")
    .select(listed)
    .eq("tenant_id", tenantId)
    .neq("stage", "uploading")
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(size);
  if (error) throw new Error("The imports could not be read", { cause: error });
  return data;
}

export type ListedImport = Awaited<ReturnType<typeof listImports>>[number];

/** Where the columns of a file with this header went the last time; null for a new one. */
export async function rememberedColumns(db: Db, tenantId: string, signature: string | null) {
  if (!signature) return null;
  const { data, error } = await db
    .from("import_columns")
    .select("columns")
    .eq("tenant_id", tenantId)
    .eq("signature", signature)
    .maybeSingle();
  if (error) throw new Error("The remembered columns could not be read", { cause: error });
  return data && Columns.parse(data.columns);
}

const Cells = z.array(z.string()).nullable();

/**
 * Rows that were skipped or failed, or imported without an email, behind the row `after`, with the
 * contact that was there or came of them.
 */
export async function listLeftOut(
  db: Db,
  tenantId: string,
  id: string,
  page: { after: number; size: number },
) {
  const { data, error } = await db
    .from("import_rows")
    .select("line, outcome, reason, without, cells, contact_id")
    .eq("tenant_id", tenantId)
    .eq("import_id", id)
    .or("outcome.in.(skipped,failed),without.not.is.null")
    .gt("line", page.after)
    .order("line")
    .limit(page.size);
  if (error) throw new Error("The rows could not be read", { cause: error });
  const names = await contactNames(db, tenantId, data);
  return data.map(({ contact_id, cells, ...row }) => ({
    ...row,
    cells: Cells.parse(cells) ?? [],
    contact: names.get(contact_id ?? "") ?? null,
  }));
}

/** Contacts that an undo has kept, or parts of them; some `size`. */
export async function listKept(db: Db, tenantId: string, id: string, size: number) {
  const { data, error } = await db
    .from("import_rows")
    .select("contact_id")
    .eq("tenant_id", tenantId)
    .eq("import_id", id)
    .eq("undone", "kept")
    .order("line")
    .limit(size);
  if (error) throw new Error("The rows could not be read", { cause: error });
  return [...(await contactNames(db, tenantId, data))].map(([id, name]) => ({ id, name }));
}

async function contactNames(
  db: Db,
  tenantId: string,
  rows: { contact_id: string | null }[],
): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ contact_id }) => contact_id ?? []))];
  const names = new Map<string, string>();
  // An address has room for about a hundred ids.
  for (let from = 0; from < ids.length; from += 100) {
    const { data, error } = await db
      .from("contacts")
      .select("id, name")
      .eq("tenant_id", tenantId)
      .in("id", ids.slice(from, from + 100));
    if (error) throw new Error("The contacts could not be read", { cause: error });
    for (const { id, name } of data) names.set(id, name);
  }
  return names;
}
