"use client";

import { clsx } from "clsx";
import { apart, controlClass, Field, type FieldProps } from "@/components/ui/field";
import { useSent } from "@/components/ui/form-context";

/** A labelled one-line input. */
export function TextField(props: FieldProps<"input">) {
  const { around, own } = apart(props);
  const sent = useSent(own.type === "password" ? undefined : own.name);
  return (
    <Field {...around}>
      {(control) => (
        <input
          {...own}
          {...(sent !== undefined && { defaultValue: sent })}
          {...control}
          className={clsx(controlClass, "h-11 md:h-9")}
        />
      )}
    </Field>
  );
}
