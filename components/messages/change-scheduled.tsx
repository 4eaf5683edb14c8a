"use client";

import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextareaField } from "@/components/ui/textarea-field";
import { changeScheduled } from "@/lib/messages/actions";

/** Changes the text of a scheduled message. */
export function ChangeScheduled({ id, body }: { id: string; body: string }) {
  const [open, setOpen] = useState(false);
  // What is changed is what was there when it was opened.
  const [was, setWas] = useState(body);
  const onOpenChange = (isOpen: boolean) => {
    if (isOpen) setWas(body);
    setOpen(isOpen);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Change the scheduled message"
      trigger={
        <button type="button" className="rounded-sm font-medium text-accent-text hover:underline">
          Change it
        </button>
      }
    >
      <Form action={changeScheduled} onDone={() => setOpen(false)}>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="was" value={was} />
        <TextareaField label="Message" name="body" rows={4} maxLength={1600} defaultValue={was} />
        <FormNotice />
        <SubmitButton className="self-end">Save</SubmitButton>
      </Form>
    </Dialog>
  );
}
