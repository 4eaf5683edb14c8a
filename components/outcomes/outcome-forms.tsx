"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { saveOutcome } from "@/lib/dispositions/actions";

/** Changes an outcome in a dialog; `children` are its fields. */
export function EditOutcome({
  id,
  label,
  children,
}: {
  id: string;
  label: string;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={`Edit “${label}”`}
      trigger={
        <Button variant="ghost" size="sm" aria-label={`Edit ${label}`}>
          Edit
        </Button>
      }
    >
      <Form action={saveOutcome} onDone={() => setOpen(false)}>
        <input type="hidden" name="id" value={id} />
        {children}
        <FormNotice />
        <SubmitButton className="self-end">Save</SubmitButton>
      </Form>
    </Dialog>
  );
}
