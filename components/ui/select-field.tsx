"use client";

import { apart, Field, type FieldProps } from "@/components/ui/field";
import { useSent } from "@/components/ui/form-context";
import { Select } from "@/components/ui/select";

/** A labelled select (children: `<option>`s). */
export function SelectField(props: FieldProps<"select">) {
  const { around, own } = apart(props);
  const sent = useSent(own.name);
  return (
    <Field {...around}>
      {(control) => (
        <Select {...own} {...(sent !== undefined && { defaultValue: sent })} {...control} />
      )}
    </Field>
  );
}
