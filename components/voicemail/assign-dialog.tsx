"use client";

import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { assign } from "@/lib/voicemail/actions";

/** Puts a message into another mailbox. */
export function AssignDialog({
  id,
  mailbox,
  caller,
  people,
  onOpenChange,
}: {
  id: string;
  mailbox: string | null;
  caller: string;
  people: { user_id: string; name: string }[];
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog
      title={`Assign the voicemail from ${caller}`}
      description="They are notified, and it moves to their mailbox."
      open
      onOpenChange={onOpenChange}
    >
      <Form
        action={assign}
        onDone={() => onOpenChange(false)}
        label="Assign"
        className="flex flex-col gap-4"
      >
        <input type="hidden" name="id" value={id} />
        <SelectField label="Mailbox" name="mailbox" defaultValue={mailbox ?? ""}>
          <option value="">Shared</option>
          {people.map(({ user_id, name }) => (
            <option key={user_id} value={user_id}>
              {name}
            </option>
          ))}
        </SelectField>
        <FormNotice />
        <div className="flex justify-end gap-2">
          <DialogClose render={<Button>Cancel</Button>} />
          <SubmitButton>Assign</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
