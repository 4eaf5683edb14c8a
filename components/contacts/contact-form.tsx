"use client";

import { type FormEvent, startTransition, useActionState, useState } from "react";
import { type PhoneRow, PhoneRows } from "@/components/contacts/phone-rows";
import { ActionNotice } from "@/components/ui/action-notice";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import type { ContactFormState } from "@/lib/contacts/actions";

type ContactFields = {
  id: string;
  name: string;
  company: string;
  email: string;
  notes: string;
  owner_id: string | null;
};

/** A contact with its numbers, to add or to edit. What was typed survives a refusal, without script too. */
export function ContactForm({
  action,
  contact,
  phones,
  people,
  submitLabel,
  cancelHref,
}: {
  action: (previous: ContactFormState, form: FormData) => Promise<ContactFormState>;
  contact: ContactFields;
  /** As people of the tenant's country read them. */
  phones: { phone: string; label: string }[];
  people: { user_id: string; name: string }[];
  submitLabel: string;
  cancelHref: string;
}) {
  const [state, submit, pending] = useActionState(action, { kind: "idle" });
  const [rows, setRows] = useState<PhoneRow[]>(() => rowsOf(typedPhones(state) ?? phones));
  const [sent, setSent] = useState(() => rows.map(({ key }) => key));
  const fields = state.kind === "refused" ? (state.fields ?? {}) : {};
  const value = (name: Exclude<keyof ContactFields, "id">) => {
    const typed = state.typed?.[name];
    return typeof typed === "string" ? typed : (contact[name] ?? "");
  };

  // Sent by hand, so that React does not empty the form afterwards; without script the browser sends it.
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setSent(rows.map(({ key }) => key));
    startTransition(() => submit(form));
  }

  return (
    <form action={submit} onSubmit={onSubmit} className="flex flex-col gap-5">
      <input type="hidden" name="id" value={contact.id} />
      <TextField
        label="Name"
        name="name"
        required
        maxLength={120}
        autoComplete="off"
        defaultValue={value("name")}
        error={fields.name}
      />
      <div className="grid gap-5 md:grid-cols-2">
        <TextField
          label="Company"
          name="company"
          maxLength={120}
          autoComplete="off"
          defaultValue={value("company")}
          error={fields.company}
        />
        <TextField
          label="Email"
          name="email"
          inputMode="email"
          maxLength={254}
          autoComplete="off"
          defaultValue={value("email")}
          error={fields.email}
        />
      </div>
      <PhoneRows
        rows={rows}
        onChange={setRows}
        errorOf={(key) => (sent.includes(key) ? fields[`phone.${sent.indexOf(key)}`] : undefined)}
      />
      <SelectField
        label="Owner"
        name="owner_id"
        defaultValue={value("owner_id")}
        error={fields.owner_id}
        className="md:max-w-xs"
      >
        <option value="">Nobody</option>
        {people.map(({ user_id, name }) => (
          <option key={user_id} value={user_id}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextareaField
        label="Notes"
        name="notes"
        maxLength={10_000}
        defaultValue={value("notes")}
        error={fields.notes}
      />
      <ActionNotice state={state} />
      <div className="flex gap-2">
        <Button type="submit" variant="primary" pending={pending}>
          {submitLabel}
        </Button>
        <LinkButton href={cancelHref}>Cancel</LinkButton>
      </div>
    </form>
  );
}

function rowsOf(phones: { phone: string; label: string }[]): PhoneRow[] {
  const known = phones.length > 0 ? phones : [{ phone: "", label: "mobile" }];
  return known.map((entry, index) => ({ key: `${index}`, ...entry }));
}

function typedPhones({ typed }: ContactFormState) {
  if (!typed) return undefined;
  const labels = [typed.label].flat().map(String);
  return [typed.phone ?? []]
    .flat()
    .map((phone, row) => ({ phone: String(phone), label: labels[row] ?? "work" }));
}
