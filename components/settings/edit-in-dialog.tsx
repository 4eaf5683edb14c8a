"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionState } from "@/lib/auth/form-state";

/** Changes a line of a list in a dialog; `children` are its fields. */
export function EditInDialog({
  id,
  name,
  action,
  loaded,
  children,
}: {
  id: string;
  name: string;
  action: (previous: ActionState, form: FormData) => Promise<ActionState>;
  /** What the fields change, where others may change it meanwhile. */
  loaded?: Record<string, unknown>;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={`Edit “${name}”`}
      trigger={
        <Button variant="ghost" size="sm" aria-label={`Edit ${name}`}>
          Edit
        </Button>
      }
    >
      <Form action={action} {...(loaded && { loaded })} onDone={() => setOpen(false)}>
        <input type="hidden" name="id" value={id} />
        {children}
        <FormNotice />
        <SubmitButton className="self-end">Save</SubmitButton>
      </Form>
    </Dialog>
  );
}
