"use client";

import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { setAvailability } from "@/lib/availability/actions";

const words = { busy: "Busy until", away: "Away until" };

/** Asks until when somebody is away or busy. */
export function UntilDialog({
  state,
  until,
  fields,
  open,
  onOpenChange,
}: {
  state: "busy" | "away";
  until: string;
  fields?: Record<string, string>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog
      title={words[state]}
      description="Calls ring colleagues until then."
      open={open}
      onOpenChange={onOpenChange}
    >
      <Form
        action={setAvailability}
        onDone={() => onOpenChange(false)}
        label={words[state]}
        className="flex flex-col gap-4"
      >
        <input type="hidden" name="choice" value={`${state}_until`} />
        {Object.entries(fields ?? {}).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <TextField
          label="Day and time"
          name="until"
          type="datetime-local"
          defaultValue={until}
          required
        />
        <FormNotice />
        <div className="flex justify-end gap-2">
          <DialogClose render={<Button>Cancel</Button>} />
          <SubmitButton>{state === "busy" ? "Set busy" : "Set away"}</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
