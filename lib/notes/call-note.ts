import "server-only";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";
import { withAuthors } from "@/lib/notes/authors";
import { noteColumns } from "@/lib/notes/store";

/**
 * Writes this person's note on a call, which is saved as they type; an empty `body` deletes it.
 * With `was`, the text that they know, "changed" when another window has saved something else.
 * Throws 404 for another tenant's call.
 */
export async function saveCallNote(
  db: Db,
  { callId, body, was }: { callId: string; body: string; was?: string },
): Promise<"saved" | "changed"> {
  const { data, error } = await db.rpc("save_call_note", { call: callId, typed: body, was });
  if (error) throw new Error("The call's note could not be saved", { cause: error });
  if (data === "not_found") {
    throw new AppError("not_found", "call_not_found", "This call doesn't exist.");
  }
  return data === "saved" ? "saved" : "changed";
}

/** This person's note on a call, as they wrote it; "" when there is none. */
export async function readCallNote(
  db: Db,
  tenantId: string,
  { callId, userId }: { callId: string; userId: string },
): Promise<string> {
  const { data, error } = await db
    .from("notes")
    .select("body")
    .eq("tenant_id", tenantId)
    .eq("call_id", callId)
    .eq("author_id", userId)
    .eq("is_call_note", true)
    .maybeSingle();
  if (error) throw new Error("The call's note could not be read", { cause: error });
  return data?.body ?? "";
}

/** Everyone's notes on a call, the oldest first; at most 50. */
export async function listCallNotes(db: Db, tenantId: string, callId: string) {
  const { data, error } = await db
    .from("notes")
    .select(noteColumns)
    .eq("tenant_id", tenantId)
    .eq("call_id", callId)
    .order("created_at")
    .order("id")
    .limit(50);
  if (error) throw new Error("The call's notes could not be read", { cause: error });
  return withAuthors(db, tenantId, data);
}

/** The last note about a contact, on a call or not; null when there is none. */
export async function lastNoteOf(db: Db, tenantId: string, contactId: string) {
  const { data, error } = await db
    .from("notes")
    .select(noteColumns)
    .eq("tenant_id", tenantId)
    .eq("contact_id", contactId)
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(1);
  if (error) throw new Error("The last note could not be read", { cause: error });
  const [note] = await withAuthors(db, tenantId, data);
  return note ?? null;
}
