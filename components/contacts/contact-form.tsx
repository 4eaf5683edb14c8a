"use client";

import type { ReactNode } from "react";
import { ContactFields } from "@/components/contacts/contact-fields";
import { DuplicatesWatch } from "@/components/merges/duplicates";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { OnceId } from "@/components/ui/once-id";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionState } from "@/lib/auth/form-state";
import type { ContactOptions } from "@/lib/contacts/options";
import type { SaveContact } from "@/lib/contacts/schema";

/** A contact as its form shows it: numbers as people of the tenant's country read them. */
export type FormContact = SaveContact & { guess: string | null };

/**
 * A contact to add or to edit; `loaded` as for `Form`, `cancel` is what leaves it. Duplicates are
 * noticed while it is typed; one that is there already can be merged.
 */
export function ContactForm({
  action,
  contact,
  loaded,
  options,
  submitLabel,
  cancel,
  isNew = false,
  onDone,
}: {
  action: (previous: ActionState, form: FormData) => Promise<ActionState>;
  contact: FormContact;
  loaded: Record<string, unknown>;
  options: ContactOptions;
  submitLabel: string;
  cancel: ReactNode;
  isNew?: boolean;
  onDone?: () => void;
}) {
  return (
    <Form action={action} loaded={loaded} onDone={onDone}>
      {isNew ? <OnceId id={contact.id} /> : <input type="hidden" name="id" value={contact.id} />}
      <DuplicatesWatch mergeInto={isNew ? undefined : contact.id}>
        <ContactFields contact={contact} options={options} />
      </DuplicatesWatch>
      <FormNotice />
      <div className="flex gap-2">
        <SubmitButton>{submitLabel}</SubmitButton>
        {cancel}
      </div>
    </Form>
  );
}
