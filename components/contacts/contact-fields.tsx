"use client";

import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { CompanyField } from "@/components/contacts/company-field";
import type { FormContact } from "@/components/contacts/contact-form";
import { EntryRows } from "@/components/contacts/entry-rows";
import { OwnField } from "@/components/contacts/own-field";
import { TagsField } from "@/components/contacts/tags-field";
import { ZoneField } from "@/components/contacts/zone-field";
import { AlsoOn } from "@/components/merges/duplicates";
import { useForm } from "@/components/ui/form-context";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import type { ContactOptions } from "@/lib/contacts/options";

/** Where typing begins, of a contact that has no name yet. */
const focused = { autoFocus: true };

/** Every field of a contact: the main ones, and the rest under "More fields". */
export function ContactFields({
  contact,
  options,
}: {
  contact: FormContact;
  options: ContactOptions;
}) {
  const line = { maxLength: 120, autoComplete: "off" };
  return (
    <div className="@container flex flex-col gap-5">
      <div>
        <TextField
          label="Name"
          name="name"
          required
          {...line}
          defaultValue={contact.name}
          {...(!contact.name && focused)}
        />
        <AlsoOn kind="name" />
      </div>
      <div className="grid gap-5 @md:grid-cols-2">
        <CompanyField company={contact.company} />
        <TextField label="Job title" name="title" {...line} defaultValue={contact.title} />
      </div>
      <EntryRows
        kind="phone"
        entries={contact.phones.map(({ phone, label }) => ({ value: phone, label }))}
      />
      <EntryRows
        kind="email"
        entries={contact.emails.map(({ email, label }) => ({ value: email, label }))}
      />
      <div className="grid gap-5 @md:grid-cols-2">
        <Choice
          label="Owner"
          name="owner_id"
          chosen={contact.owner_id}
          none="Nobody"
          choices={options.people}
        />
        <Choice
          label="Stage"
          name="stage_id"
          chosen={contact.stage_id}
          none="No stage"
          choices={options.stages}
        />
      </div>
      <TagsField tags={contact.tags} existing={options.tags} />
      <MoreFields
        open={hasMore(contact)}
        names={["address", "time_zone", ...options.fields.map(({ id }) => `custom:${id}`)]}
      >
        {options.fields.map((field) => (
          <OwnField key={field.id} field={field} value={contact.custom[field.id]} />
        ))}
        <TextareaField
          label="Address"
          name="address"
          maxLength={500}
          defaultValue={contact.address}
        />
        <ZoneField zone={contact.time_zone} guess={contact.guess} />
      </MoreFields>
    </div>
  );
}

const hasMore = ({ address, time_zone, custom }: FormContact) =>
  Boolean(address || time_zone) || Object.values(custom).some((value) => value !== null);

function Choice({
  label,
  name,
  chosen,
  none,
  choices,
}: {
  label: string;
  name: string;
  chosen: string | null;
  none: string;
  choices: { id: string; name: string }[];
}) {
  return (
    <SelectField label={label} name={name} defaultValue={chosen ?? ""}>
      <option value="">{none}</option>
      {choices.map((choice) => (
        <option key={choice.id} value={choice.id}>
          {choice.name}
        </option>
      ))}
    </SelectField>
  );
}

/** Folded until somebody wants them; a refused field of `names` is never hidden. */
function MoreFields({
  open,
  names,
  children,
}: {
  open: boolean;
  names: string[];
  children: ReactNode;
}) {
  const { state } = useForm();
  const asked =
    state.kind === "conflict"
      ? state.conflicts.map(({ field }) => field)
      : Object.keys((state.kind === "refused" && state.fields) || {});
  const needed = asked.some((name) => names.includes(name));
  return (
    <details open={open || needed} className="group">
      <summary className="flex w-fit cursor-pointer list-none items-center gap-1.5 rounded-md py-2 text-sm font-medium text-muted hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        More fields
      </summary>
      <div className="mt-3 flex flex-col gap-5">{children}</div>
    </details>
  );
}
