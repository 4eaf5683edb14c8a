"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { dismissMissed } from "@/lib/missed/actions";
import { dismissReasons } from "@/lib/missed/reasons";

/**
 * Takes a caller off the list without a call, with the reason. They come back when they ring
 * again.
 */
export function DismissDialog({
  id,
  callId,
  caller,
}: {
  id: string;
  callId: string;
  caller: string;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      trigger={
        <Button
          variant="ghost"
          size="sm"
          aria-label={`Dismiss ${caller}`}
          className="relative z-10"
        >
          Dismiss
        </Button>
      }
      title={`Dismiss ${caller}?`}
      description="They leave this list without a call, and come back if you miss them again."
      open={open}
      onOpenChange={setOpen}
    >
      <Form
        action={dismissMissed}
        onDone={() => setOpen(false)}
        label="Dismiss"
        className="flex flex-col gap-4"
      >
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="call_id" value={callId} />
        <SelectField label="Reason" name="reason" defaultValue="called_elsewhere">
          {Object.entries(dismissReasons).map(([reason, words]) => (
            <option key={reason} value={reason}>
              {words}
            </option>
          ))}
        </SelectField>
        <TextField label="Note (optional)" name="note" maxLength={200} autoComplete="off" />
        <FormNotice />
        <div className="flex justify-end gap-2">
          <DialogClose render={<Button>Cancel</Button>} />
          <SubmitButton>Dismiss</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
