"use client";

import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { takeOffDoNotCall } from "@/lib/do-not-call/actions";

export type NoCall = { number: string; spoken: string; why: string; canChange: boolean };

/** The dialog of NoCallButton, loaded when it is first opened. */
export function NoCallBody({
  number,
  spoken,
  why,
  canChange,
  open,
  onOpenChange: setOpen,
}: NoCall & { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog
      title={`${spoken} is on the do-not-call list`}
      description={why}
      open={open}
      onOpenChange={setOpen}
    >
      <Form action={takeOffDoNotCall} onDone={() => setOpen(false)} className="flex flex-col gap-4">
        <input type="hidden" name="number" value={number} />
        <FormNotice />
        <div className="flex justify-end gap-2">
          {canChange && (
            <SubmitButton variant="secondary" aria-label={`Allow calls to ${spoken}`}>
              Allow calls again
            </SubmitButton>
          )}
          <DialogClose render={<Button variant="primary">OK</Button>} />
        </div>
      </Form>
    </Dialog>
  );
}
