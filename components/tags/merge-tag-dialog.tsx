"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { mergeTags } from "@/lib/tags/actions";

/** Puts another tag in the place of this one. */
export function MergeTagDialog({
  id,
  name,
  others,
}: {
  id: string;
  name: string;
  others: { id: string; name: string }[];
}) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={`Merge “${name}” into another tag`}
      trigger={
        <Button variant="ghost" size="sm" aria-label={`Merge ${name} into another tag`}>
          Merge
        </Button>
      }
    >
      <Form action={mergeTags} onDone={() => setOpen(false)}>
        <input type="hidden" name="id" value={id} />
        <p className="text-sm text-muted">
          Every contact with “{name}” gets the other tag, saved views show that one, and “{name}” is
          deleted. This can't be undone.
        </p>
        <SelectField label="Merge into" name="keep" required defaultValue="">
          <option value="">Choose a tag</option>
          {others.map((tag) => (
            <option key={tag.id} value={tag.id}>
              {tag.name}
            </option>
          ))}
        </SelectField>
        <FormNotice />
        <SubmitButton className="self-end">Merge</SubmitButton>
      </Form>
    </Dialog>
  );
}
