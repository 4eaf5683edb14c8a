"use client";

import { SelectField } from "@/components/ui/select-field";
import { SwitchField } from "@/components/ui/switch-field";
import { TextField } from "@/components/ui/text-field";
import type { ContactField, FieldValue } from "@/lib/contact-fields/types";

/** A field that the company has added to its contacts, by its type. */
export function OwnField({ field, value }: { field: ContactField; value?: FieldValue | null }) {
  const name = `custom:${field.id}`;
  const text = value === undefined || value === null ? "" : String(value);
  if (field.type === "checkbox") {
    return <SwitchField label={field.name} name={name} defaultChecked={value === true} />;
  }
  if (field.type === "choice") {
    // A choice that was taken out of the list stays where it was chosen.
    const choices =
      field.choices.includes(text) || !text ? field.choices : [text, ...field.choices];
    return (
      <SelectField label={field.name} name={name} defaultValue={text}>
        <option value="">Nothing chosen</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </SelectField>
    );
  }
  return (
    <TextField
      label={field.name}
      name={name}
      type={field.type === "date" ? "date" : "text"}
      inputMode={field.type === "number" ? "decimal" : field.type === "link" ? "url" : undefined}
      maxLength={1000}
      autoComplete="off"
      defaultValue={text}
    />
  );
}
