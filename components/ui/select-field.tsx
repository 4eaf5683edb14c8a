"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { controlClass, Field, type FieldWords } from "@/components/ui/field";

/** A labelled native select (children: `<option>`s): the phone's own picker, and no script needed. */
export function SelectField({
  label,
  hint,
  error,
  hideLabel,
  className,
  children,
  ...rest
}: Omit<ComponentProps<"select">, "id"> & FieldWords) {
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
        <div className="relative">
          <select
            {...rest}
            {...control}
            className={clsx(controlClass, "h-11 appearance-none truncate pr-9 md:h-9")}
          >
            {children}
          </select>
          <ChevronDown
            aria-hidden
            className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted"
          />
        </div>
      )}
    </Field>
  );
}
