import "server-only";
import type { Db } from "@/lib/db/supabase/server";
import { namesOf } from "@/lib/team/names";

const shown = 3;

/** The newest notes about a contact, with the names of who wrote them. */
export async function lastNotesOf(db: Db, tenantId: string, contactId: string) {
  const { data, error } = await db
    .from("notes")
    .select("id, body, author_id, created_at")
    .eq("tenant_id", tenantId)
    .eq("contact_id", contactId)
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(shown);
  if (error) throw new Error("The notes could not be read", { cause: error });
  const names = await namesOf(
    db,
    tenantId,
    data.map(({ author_id }) => author_id),
  );
  return data.map(({ author_id, ...note }) => ({
    ...note,
    author: author_id ? (names.get(author_id) ?? null) : null,
  }));
}
