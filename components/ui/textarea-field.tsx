"use client";

import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { controlClass, Field, type FieldWords } from "@/components/ui/field";

/** A labelled input of several lines; it grows with its text where the browser can. */
export function TextareaField({
  label,
  hint,
  error,
  hideLabel,
  className,
  ...rest
}: Omit<ComponentProps<"textarea">, "id"> & FieldWords) {
  return (
    <Field
      name={rest.name}
      label={label}
      hint={hint}
      error={error}
      hideLabel={hideLabel}
      className={className}
    >
      {(control) => (
        <textarea
          rows={3}
          {...rest}
          {...control}
          className={clsx(controlClass, "field-sizing-content min-h-20 py-2")}
        />
      )}
    </Field>
  );
}
