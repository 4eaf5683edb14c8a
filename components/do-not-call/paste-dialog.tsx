"use client";

import { ClipboardPaste } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import { pasteDoNotCall } from "@/lib/do-not-call/actions";

/** Many numbers at once; the dialog stays open, since its answer names what could not be read. */
export function PasteDialog() {
  return (
    <Dialog
      trigger={
        <Button size="sm">
          <ClipboardPaste aria-hidden className="size-4" />
          Add several
        </Button>
      }
      title="Add several numbers"
      description="One per line or comma-separated. Numbers already on the list are skipped."
    >
      <Form action={pasteDoNotCall} resetOnDone className="flex flex-col gap-4">
        <TextareaField
          label="Numbers"
          name="numbers"
          rows={8}
          maxLength={200_000}
          className="[&_textarea]:max-h-64"
          required
        />
        <TextField label="Note for all (optional)" name="note" maxLength={200} autoComplete="off" />
        <FormNotice />
        <div className="flex justify-end gap-2">
          <DialogClose render={<Button>Close</Button>} />
          <SubmitButton>Add numbers</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
