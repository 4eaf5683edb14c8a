"use client";

import { sendByKey } from "@/components/notes/note-composer";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextareaField } from "@/components/ui/textarea-field";
import { editNote } from "@/lib/notes/actions";
import { maxNoteLength } from "@/lib/notes/limits";

/** Changes a note's text. Whoever is second is shown what the first has written, and chooses. */
export function EditNote({
  note: { id, body },
  open,
  onOpenChange,
}: {
  note: { id: string; body: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog title="Edit note" open={open} onOpenChange={onOpenChange}>
      <Form
        action={editNote}
        loaded={{ body }}
        onDone={() => onOpenChange(false)}
        className="flex flex-col gap-4"
      >
        <input type="hidden" name="id" value={id} />
        <TextareaField
          label="Note"
          hideLabel
          name="body"
          maxLength={maxNoteLength}
          defaultValue={body}
          onKeyDown={sendByKey}
        />
        <FormNotice />
        <div className="flex justify-end gap-2">
          <DialogClose render={<Button>Cancel</Button>} />
          <SubmitButton>Save</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
