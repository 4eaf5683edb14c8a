"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { skipContact } from "@/lib/call-lists/actions";
import { skipReasons } from "@/lib/call-lists/words";

/** Takes a contact off the list without a call, with the reason, and goes on to the next. */
export function SkipDialog({
  listId,
  entryId,
  name,
}: {
  listId: string;
  entryId: string;
  name: string;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      trigger={
        <Button variant="ghost" aria-label={`Skip ${name}`} aria-keyshortcuts="s">
          Skip
        </Button>
      }
      title={`Skip ${name}?`}
      description="They aren't called from this list."
      open={open}
      onOpenChange={setOpen}
    >
      <Form
        action={skipContact}
        onDone={() => setOpen(false)}
        label="Skip"
        className="flex flex-col gap-4"
      >
        <input type="hidden" name="id" value={listId} />
        <input type="hidden" name="entry" value={entryId} />
        <SelectField label="Reason" name="reason" defaultValue="not_a_fit">
          {Object.entries(skipReasons).map(([reason, words]) => (
            <option key={reason} value={reason}>
              {words}
            </option>
          ))}
        </SelectField>
        <TextField label="Note (optional)" name="note" maxLength={200} autoComplete="off" />
        <FormNotice />
        <div className="flex justify-end gap-2">
          <DialogClose render={<Button>Cancel</Button>} />
          <SubmitButton data-first>Skip</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
