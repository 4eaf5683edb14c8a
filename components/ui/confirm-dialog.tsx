"use client";

import { type ReactElement, type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionState } from "@/lib/auth/form-state";

/**
 * Asks before an action runs. `fields` are sent with the form; a refusal is shown in the dialog,
 * success closes it.
 */
export function ConfirmDialog<Result = undefined>({
  trigger,
  open: wanted,
  onOpenChange,
  title,
  description,
  confirmLabel,
  danger = false,
  action,
  fields = {},
  loaded,
  children,
}: {
  /** Left out where `open` and `onOpenChange` control it. */
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: string;
  description: ReactNode;
  confirmLabel: string;
  danger?: boolean;
  action: (previous: ActionState<Result>, form: FormData) => Promise<ActionState<Result>>;
  fields?: Record<string, string>;
  /** What `children` edit, as for `Form`. */
  loaded?: Record<string, unknown>;
  children?: ReactNode;
}) {
  const [own, setOwn] = useState(false);
  const open = wanted ?? own;
  const setOpen = onOpenChange ?? setOwn;
  return (
    <Dialog
      trigger={trigger}
      title={title}
      description={description}
      open={open}
      onOpenChange={setOpen}
    >
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
          <DialogClose render={<Button>Cancel</Button>} />
          <SubmitButton variant={danger ? "danger" : "primary"}>{confirmLabel}</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
