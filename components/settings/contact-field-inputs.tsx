"use client";

import { useState } from "react";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import {
  type ContactField,
  type FieldType,
  fieldTypeNames,
  fieldTypes,
} from "@/lib/contact-fields/types";

/** A field's name, its type while it is new, and its choices. */
export function ContactFieldInputs({ field }: { field?: ContactField }) {
  const [type, setType] = useState<FieldType>(field?.type ?? "text");
  return (
    <>
      <TextField
        label="Name"
        name="name"
        maxLength={60}
        autoComplete="off"
        required
        defaultValue={field?.name}
      />
      {!field && (
        <SelectField
          label="Type"
          name="type"
          defaultValue="text"
          onChange={({ target }) =>
            setType(fieldTypes.find((one) => one === target.value) ?? "text")
          }
        >
          {fieldTypes.map((one) => (
            <option key={one} value={one}>
              {fieldTypeNames[one]}
            </option>
          ))}
        </SelectField>
      )}
      {type === "choice" ? (
        <TextareaField
          label="Choices"
          name="choices"
          hint="One per line, in the order in which they are offered."
          defaultValue={field?.choices.join("\n")}
        />
      ) : (
        !field && (
          <noscript>
            <TextareaField label="Choices" name="choices" hint="For a choice: one per line." />
          </noscript>
        )
      )}
    </>
  );
}
