"use server";

import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/auth/action";
import { readEdit } from "@/lib/edits/schema";
import { saveNoteForm } from "@/lib/notes/save";
import { AddNote, EditNote, NoteId, PinNote } from "@/lib/notes/schema";
import { addNote, deleteNote, pinNote } from "@/lib/notes/store";

export const createNote = memberAction(AddNote, async (note, { db, tenant }) => {
  await addNote(db, tenant.id, note);
  revalidatePath("/", "layout");
  return {};
});

export const editNote = memberAction(EditNote, async (note, member, form) => {
  await saveNoteForm(member, note, readEdit(form));
  revalidatePath("/", "layout");
  return { saved: true };
});

export const removeNote = memberAction(NoteId, async ({ id }, { db, tenant }) => {
  await deleteNote(db, tenant.id, id);
  revalidatePath("/", "layout");
  return {};
});

export const setNotePinned = memberAction(PinNote, async ({ id, pinned }, { db }) => {
  await pinNote(db, id, pinned === "true");
  revalidatePath("/", "layout");
  return {};
});
