"use client";

import { clsx } from "clsx";
import { apart, controlClass, Field, type FieldProps } from "@/components/ui/field";

/** A labelled one-line input. */
export function TextField(props: FieldProps<"input">) {
  const { around, own } = apart(props);
  return (
    <Field {...around}>
      {(control) => <input {...own} {...control} className={clsx(controlClass, "h-11 md:h-9")} />}
    </Field>
  );
}
