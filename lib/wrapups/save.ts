import "server-only";
import type { Member } from "@/lib/auth/member";
import { readCallNote, saveCallNote } from "@/lib/notes/call-note";
import { chooseOutcome } from "@/lib/wrapups/outcome";
import type { SaveWrapUp } from "@/lib/wrapups/schema";
import { saveDismissed } from "@/lib/wrapups/store";

/**
 * Saves a note, an outcome, or that the person is done. Where another window has saved another note
 * since, nothing of the note is written and `theirs` is what it says now. Throws 403 and 404, and
 * 409 where a colleague has given the call another outcome.
 */
export async function wrapUp(
  member: Member,
  callId: string,
  { note, was, disposition_id, disposition_was, dismissed }: SaveWrapUp,
): Promise<{ theirs?: string }> {
  const { db, tenant, user_id } = member;
  if (disposition_id !== undefined) {
    await chooseOutcome(member, callId, { disposition_id, was: disposition_was ?? null });
  }
  if (dismissed !== undefined) {
    await saveDismissed(db, tenant.id, callId, dismissed ? new Date().toISOString() : null);
  }
  if (note === undefined) return {};
  const saved = await saveCallNote(db, { callId, body: note, was });
  if (saved === "saved") return {};
  return { theirs: await readCallNote(db, tenant.id, { callId, userId: user_id }) };
}
