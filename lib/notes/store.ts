import "server-only";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";
import { whereStill } from "@/lib/edits/still";
import { withAuthors } from "@/lib/notes/authors";
import type { AddNote } from "@/lib/notes/schema";

export const noteColumns =
  "id, contact_id, call_id, author_id, body, is_call_note, pinned_at, created_at, updated_at, edited_by";

/** A foreign key: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const noSuchRow = "23503";

/** Adds a note once, however often it is sent. Throws 404 for another tenant's contact or call. */
export async function addNote(db: Db, tenantId: string, note: AddNote): Promise<void> {
  const { data, error } = await db
    .from("notes")
    .upsert(
      { ...note, tenant_id: tenantId },
      { onConflict: "tenant_id,id", ignoreDuplicates: true },
    )
    .select("id");
  if (error) throw noteError(error);
  if (data.length > 0) return;
  // The same form came twice. Whoever changed the text in between meant a note of its own.
  const { id, ...fresh } = note;
  if ((await readNote(db, tenantId, id)).body === note.body) return;
  const again = await db.from("notes").insert({ ...fresh, tenant_id: tenantId });
  if (again.error) throw noteError(again.error);
}

function noteError(error: { code: string; message: string }): AppError | Error {
  const missing = error.code === noSuchRow || error.message.includes("notes_about_something");
  if (missing) return new AppError("not_found", "not_found", "What this is about doesn't exist.");
  return new Error("The note could not be added", { cause: error });
}

/** Throws 404 when it is not this tenant's. */
export async function readNote(db: Db, tenantId: string, id: string) {
  const { data, error } = await db
    .from("notes")
    .select(noteColumns)
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("The note could not be read", { cause: error });
  const [note] = await withAuthors(db, tenantId, data ? [data] : []);
  if (!note) throw noNote();
  return note;
}

export type Note = Awaited<ReturnType<typeof readNote>>;

/** Writes a text if it still is what it `was`; false when it is not, or may not be edited. */
export async function writeNote(
  db: Db,
  tenantId: string,
  note: { id: string; body: string; was: string },
): Promise<boolean> {
  const update = db
    .from("notes")
    .update({ body: note.body })
    .eq("tenant_id", tenantId)
    .eq("id", note.id);
  const { data, error } = await whereStill(update, { body: note.was }).select("id");
  if (error) throw new Error("The note could not be saved", { cause: error });
  return data.length > 0;
}

/** Throws 404 when there is no such note that this person may delete. */
export async function deleteNote(db: Db, tenantId: string, id: string): Promise<void> {
  const { data, error } = await db
    .from("notes")
    .delete()
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .select("id");
  if (error) throw new Error("The note could not be deleted", { cause: error });
  if (data.length === 0) throw noNote();
}

/** Pins a note on its contact in place of the one that was, or unpins it. */
export async function pinNote(db: Db, id: string, pinned: boolean): Promise<void> {
  const { data, error } = await db.rpc("pin_note", { note: id, pinned });
  if (error) throw new Error("The note could not be pinned", { cause: error });
  if (!data) throw noNote();
}

function noNote(): AppError {
  return new AppError("not_found", "note_not_found", "This note doesn't exist any more.");
}
