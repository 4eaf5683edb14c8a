"use client";

import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { controlClass, Field, type FieldWords } from "@/components/ui/field";

/** A labelled one-line input. */
export function TextField({
  label,
  hint,
  error,
  hideLabel,
  className,
  ...rest
}: Omit<ComponentProps<"input">, "id"> & FieldWords) {
  return (
    <Field
      name={rest.name}
      label={label}
      hint={hint}
      error={error}
      hideLabel={hideLabel}
      className={className}
    >
      {(control) => <input {...rest} {...control} className={clsx(controlClass, "h-11 md:h-9")} />}
    </Field>
  );
}
