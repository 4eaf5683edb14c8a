import "server-only";
import { z } from "zod";
import type { Member } from "@/lib/auth/member";
import type { Editor } from "@/lib/edits/words";

const maxEntries = 50;
const EditedBy = z.record(z.string(), z.string().nullable());

/**
 * Who has changed these columns last, as the audit log has it (`subject.verb`); admins alone may
 * read it.
 */
export async function auditedEditors(
  { db, tenant, user_id }: Member,
  about: { kind: string; subject: string | null },
  columns: string[],
): Promise<Map<string, Editor>> {
  const entries = db
    .from("audit_log")
    .select("actor_id, detail")
    .eq("tenant_id", tenant.id)
    .like("action", `${about.kind}.%`);
  const ofSubject = about.subject
    ? entries.eq("subject", about.subject)
    : entries.is("subject", null);
  const { data, error } = await ofSubject
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(maxEntries);
  if (error) throw new Error("Who changed it could not be read", { cause: error });
  const last = columns.map((column): [string, string | null | undefined] => [
    column,
    data.find(({ detail }) => typeof detail === "object" && detail && column in detail)?.actor_id,
  ]);
  return namedEditors({ db, tenant, user_id }, new Map(last));
}

/**
 * Who has changed these fields last, by a row's `edited_by` (private.keep_editors). `columnOf`
 * names the column of a field that is called otherwise.
 */
export async function lastEditors(
  member: Parameters<typeof namedEditors>[0],
  edited_by: unknown,
  fields: string[],
  columnOf: Record<string, string> = {},
): Promise<Map<string, Editor>> {
  const by = EditedBy.parse(edited_by);
  const last = fields.map((field): [string, string | null | undefined] => [
    field,
    by[columnOf[field] ?? field],
  ]);
  return namedEditors(member, new Map(last));
}

/** Who they are, by field. */
export async function namedEditors(
  { db, tenant, user_id }: Pick<Member, "db" | "user_id"> & { tenant: { id: string } },
  byField: Map<string, string | null | undefined>,
): Promise<Map<string, Editor>> {
  const ids = [...byField.values()].flatMap((id) => id ?? []);
  const { data, error } = await db
    .from("profiles")
    .select("user_id, name")
    .eq("tenant_id", tenant.id)
    .in("user_id", [...new Set(ids)]);
  if (error) throw new Error("Who changed it could not be read", { cause: error });
  const editorOf = (id: string | null | undefined): Editor => {
    const person = data.find((each) => each.user_id === id);
    return person && { name: person.name, self: person.user_id === user_id };
  };
  return new Map([...byField].map(([field, id]) => [field, editorOf(id)]));
}
