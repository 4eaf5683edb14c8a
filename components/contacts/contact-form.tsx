"use client";

import { type PhoneEntry, PhoneRows } from "@/components/contacts/phone-rows";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { LinkButton } from "@/components/ui/link-button";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { ActionState } from "@/lib/auth/form-state";

type ContactFields = {
  id: string;
  name: string;
  company: string;
  email: string;
  owner_id: string | null;
};

/** A contact with its numbers, to add or to edit; `loaded` as for `Form`. */
export function ContactForm({
  action,
  contact,
  loaded,
  phones,
  people,
  submitLabel,
  cancelHref,
}: {
  action: (previous: ActionState, form: FormData) => Promise<ActionState>;
  contact: ContactFields;
  loaded: Record<string, unknown>;
  /** As people of the tenant's country read them. */
  phones: PhoneEntry[];
  people: { user_id: string; name: string }[];
  submitLabel: string;
  cancelHref: string;
}) {
  return (
    <Form action={action} loaded={loaded}>
      <input type="hidden" name="id" value={contact.id} />
      <TextField
        label="Name"
        name="name"
        required
        maxLength={120}
        autoComplete="off"
        defaultValue={contact.name}
      />
      <div className="grid gap-5 md:grid-cols-2">
        <TextField
          label="Company"
          name="company"
          maxLength={120}
          autoComplete="off"
          defaultValue={contact.company}
        />
        <TextField
          label="Email"
          name="email"
          inputMode="email"
          maxLength={254}
          autoComplete="off"
          defaultValue={contact.email}
        />
      </div>
      <PhoneRows phones={phones} />
      <SelectField
        label="Owner"
        name="owner_id"
        defaultValue={contact.owner_id ?? ""}
        className="md:max-w-xs"
      >
        <option value="">Nobody</option>
        {people.map(({ user_id, name }) => (
          <option key={user_id} value={user_id}>
            {name}
          </option>
        ))}
      </SelectField>
      <FormNotice />
      <div className="flex gap-2">
        <SubmitButton>{submitLabel}</SubmitButton>
        <LinkButton href={cancelHref}>Cancel</LinkButton>
      </div>
    </Form>
  );
}
