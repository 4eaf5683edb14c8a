"use client";

import type { KeyboardEvent } from "react";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextareaField } from "@/components/ui/textarea-field";
import { createNote } from "@/lib/notes/actions";
import { maxNoteLength } from "@/lib/notes/limits";

/** Sends the form around a field by ⌘ or Ctrl and Enter. */
export function sendByKey(event: KeyboardEvent<HTMLTextAreaElement | HTMLInputElement>) {
  if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

/** Writes a note about a contact. `id` is the note's: sent twice, it is added once. */
export function NoteComposer({ id, contactId }: { id: string; contactId: string }) {
  return (
    <Form action={createNote} resetOnDone label="New note" className="flex flex-col gap-3">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="contact_id" value={contactId} />
      <TextareaField
        label="Note"
        hideLabel
        name="body"
        maxLength={maxNoteLength}
        placeholder="Write a note…"
        onKeyDown={sendByKey}
      />
      <FormNotice />
      <div className="flex items-center justify-end gap-3">
        <span className="text-[13px] text-muted max-md:hidden">Ctrl or ⌘ and Enter saves</span>
        <SubmitButton size="sm">Add note</SubmitButton>
      </div>
    </Form>
  );
}
