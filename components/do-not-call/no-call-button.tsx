"use client";

import { PhoneOff } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { takeOffDoNotCall } from "@/lib/do-not-call/actions";

/**
 * In place of the phone icon of a listed number (E.164): says `why` it cannot be called, and lets
 * managers change it.
 */
export function NoCallButton({
  number,
  spoken,
  why,
  canChange,
}: {
  number: string;
  spoken: string;
  why: string;
  canChange: boolean;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      trigger={
        <button
          type="button"
          aria-label={`Why ${spoken} can't be called`}
          title="On your do-not-call list"
          className="relative z-10 inline-flex size-11 shrink-0 items-center justify-center rounded-lg bg-sunken text-muted transition-colors hover:text-ink md:size-8 [&>svg]:size-4"
        >
          <PhoneOff aria-hidden />
        </button>
      }
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
