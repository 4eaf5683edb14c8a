import "server-only";
import type { Member } from "@/lib/auth/member";
import { readCallNote, saveCallNote } from "@/lib/notes/call-note";
import type { SaveWrapUp } from "@/lib/wrapups/schema";
import { saveWrapUp } from "@/lib/wrapups/store";

/**
 * Saves a note, an outcome, or that the person is done. Where another window has saved another note
 * since, nothing of the note is written and `theirs` is what it says now. Throws 403 and 404.
 */
export async function wrapUp(
  { db, tenant, user_id }: Member,
  callId: string,
  { note, was, disposition_id, dismissed }: SaveWrapUp,
): Promise<{ theirs?: string }> {
  if (disposition_id !== undefined || dismissed !== undefined) {
    await saveWrapUp(db, tenant.id, callId, {
      ...(disposition_id !== undefined && { disposition_id }),
      ...(dismissed !== undefined && { dismissed_at: dismissed ? new Date().toISOString() : null }),
    });
  }
  if (note === undefined) return {};
  const saved = await saveCallNote(db, { callId, body: note, was });
  if (saved === "saved") return {};
  return { theirs: await readCallNote(db, tenant.id, { callId, userId: user_id }) };
}
