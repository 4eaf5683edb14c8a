"use client";

import { clsx } from "clsx";
import { apart, controlClass, Field, type FieldProps } from "@/components/ui/field";
import { useSent } from "@/components/ui/form-context";

/** A labelled input of several lines; it grows with its text where the browser can. */
export function TextareaField(props: FieldProps<"textarea">) {
  const { around, own } = apart(props);
  const sent = useSent(own.name);
  return (
    <Field {...around}>
      {(control) => (
        <textarea
          rows={3}
          {...own}
          {...(sent !== undefined && { defaultValue: sent })}
          {...control}
          className={clsx(controlClass, "field-sizing-content min-h-20 py-2")}
        />
      )}
    </Field>
  );
}
