import "server-only";
import { pageOf } from "@/lib/call-log/cursor";
import type { Db } from "@/lib/db/supabase/server";
import { withAuthors } from "@/lib/notes/authors";
import { noteColumns } from "@/lib/notes/store";
import type { Asked } from "@/lib/timeline/kinds";
import { mergeNewest } from "@/lib/timeline/page";
import { type Entry, kinds, shownBy } from "@/lib/timeline/registry";
import type { Shown } from "@/lib/timeline/schema";

/** A page of what happened with a contact, newest first: all of it, or what a filter shows. */
export async function listTimeline(asked: Asked, show?: Shown) {
  const readers = show ? shownBy[show] : Object.values(kinds);
  const lists = await Promise.all(readers.map((read): Promise<Entry[]> => read(asked)));
  return pageOf(mergeNewest(lists, asked.size), asked.size);
}

/** The note that is pinned on a contact; null when none is. */
export async function pinnedNoteOf(db: Db, tenantId: string, contactId: string) {
  const { data, error } = await db
    .from("notes")
    .select(noteColumns)
    .eq("tenant_id", tenantId)
    .eq("contact_id", contactId)
    .not("pinned_at", "is", null)
    .maybeSingle();
  if (error) throw new Error("The pinned note could not be read", { cause: error });
  const [note] = await withAuthors(db, tenantId, data ? [data] : []);
  return note ?? null;
}
