"use client";

import dynamic from "next/dynamic";
import { type KeyboardEvent, useRef, useState } from "react";
import type { Person } from "@/components/notes/mention-at";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { OnceId } from "@/components/ui/once-id";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextareaField } from "@/components/ui/textarea-field";
import { createNote } from "@/lib/notes/actions";
import { maxNoteLength } from "@/lib/notes/limits";

const Mentions = dynamic(
  () => import("@/components/notes/mentions").then((file) => file.Mentions),
  { ssr: false },
);

/** Sends the form around a field by ⌘ or Ctrl and Enter. */
export function sendByKey(event: KeyboardEvent<HTMLTextAreaElement | HTMLInputElement>) {
  if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

/**
 * Writes a note about a contact, in which "@" names `people`. `id` is the note's: sent twice, it is
 * added once.
 */
export function NoteComposer({
  id,
  contactId,
  people,
}: {
  id: string;
  contactId: string;
  people: Person[];
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [mentions, setMentions] = useState(false);
  return (
    <Form action={createNote} resetOnDone label="New note" className="flex flex-col gap-3">
      <OnceId key={contactId} id={id} />
      <input type="hidden" name="contact_id" value={contactId} />
      <div className="relative">
        <TextareaField
          ref={field}
          label="Note"
          hideLabel
          name="body"
          maxLength={maxNoteLength}
          placeholder="Write a note… @ mentions a colleague"
          onKeyDown={sendByKey}
          onInput={({ currentTarget }) => setMentions(currentTarget.value.includes("@"))}
        />
        {mentions && <Mentions field={field} people={people} />}
      </div>
      <FormNotice />
      <div className="flex items-center justify-end gap-3">
        <span className="text-[13px] text-muted max-md:hidden">Ctrl or ⌘ and Enter saves</span>
        <SubmitButton size="sm">Add note</SubmitButton>
      </div>
    </Form>
  );
}
