"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { SwitchField } from "@/components/ui/switch-field";
import type { Helper } from "@/lib/booking/facts";
import { saveOpeningHours } from "@/lib/booking/settings-actions";

/** The hours of one of the staff, where they are not the company's; `children` are a week's. */
export function StaffHours({
  helper: { id, name, week },
  children,
}: {
  helper: Helper;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={`Hours of ${name}`}
      trigger={
        <Button variant="ghost" size="sm" aria-label={`Hours of ${name}`}>
          Hours
        </Button>
      }
    >
      <Form action={saveOpeningHours} loaded={{ week }} onDone={() => setOpen(false)}>
        <input type="hidden" name="staff_id" value={id} />
        <SwitchField
          label="Hours of their own"
          name="own"
          defaultChecked={week !== null}
          hint="Off: the company's opening hours count."
        />
        {children}
        <FormNotice />
        <SubmitButton className="self-end">Save hours</SubmitButton>
      </Form>
    </Dialog>
  );
}
