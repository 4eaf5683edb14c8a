import "server-only";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import type { Edit } from "@/lib/edits/decide";
import { namedEditors } from "@/lib/edits/editors";
import { saveEdit } from "@/lib/edits/save";
import { mayEditNote } from "@/lib/notes/decide";
import type { EditNote } from "@/lib/notes/schema";
import { readNote, writeNote } from "@/lib/notes/store";

/** Saves a note's text. Throws `EditConflict` where it was changed meanwhile, 403 and 404. */
export async function saveNoteForm(member: Member, typed: EditNote, edit: Edit): Promise<void> {
  const { db, tenant } = member;
  await saveEdit(
    edit,
    { body: typed.body },
    {
      read: async () => {
        const note = await readNote(db, tenant.id, typed.id);
        if (mayEditNote(member, note)) return { body: note.body };
        throw new AppError("forbidden", "forbidden", "Only its author may edit this note.");
      },
      write: async ({ body }, was) =>
        body === undefined || writeNote(db, tenant.id, { id: typed.id, body, was: was.body }),
      describe: (_field, value) => ({ name: "the note", value: String(value ?? "") }),
      editors: async () => {
        const { edited_by } = await readNote(db, tenant.id, typed.id);
        return namedEditors(member, new Map([["body", edited_by]]));
      },
    },
  );
}
