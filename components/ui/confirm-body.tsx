"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionState } from "@/lib/auth/form-state";

export type Confirm = {
  title: string;
  description: ReactNode;
  confirmLabel: string;
  /** Where "Cancel" could be taken for what is asked about. */
  keepLabel?: string;
  danger?: boolean;
  action: (previous: ActionState, form: FormData) => Promise<ActionState>;
  fields?: Record<string, string>;
  /** What `children` edit, as for `Form`. */
  loaded?: Record<string, unknown>;
  children?: ReactNode;
};

/** The dialog of ConfirmDialog, loaded when it is first opened. */
export function ConfirmBody({
  open,
  onOpenChange: setOpen,
  title,
  description,
  confirmLabel,
  keepLabel = "Cancel",
  danger = false,
  action,
  fields = {},
  loaded,
  children,
}: Confirm & { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog title={title} description={description} open={open} onOpenChange={setOpen}>
      <Form
        action={action}
        loaded={loaded}
        onDone={() => setOpen(false)}
        className="flex flex-col gap-4"
      >
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {children}
        <FormNotice />
        <div className="flex justify-end gap-2">
          <DialogClose render={<Button>{keepLabel}</Button>} />
          <SubmitButton variant={danger ? "danger" : "primary"}>{confirmLabel}</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
