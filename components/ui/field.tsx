"use client";

import { clsx } from "clsx";
import { type ComponentProps, type ReactNode, useId } from "react";
import { useForm } from "@/components/ui/form-context";

export const controlClass = clsx(
  "w-full rounded-lg border border-field-line bg-surface px-3 text-base text-ink transition-colors md:text-sm",
  "hover:border-muted focus-visible:border-accent-text focus-visible:outline-1 focus-visible:outline-offset-0",
  "aria-invalid:border-danger-text disabled:bg-sunken disabled:text-muted",
);

type FieldWords = { label: string; hint?: ReactNode; error?: string; hideLabel?: boolean };

/**
 * The sentence for a field: its own, else what the action of the form around it said about its
 * name.
 */
function useFieldError(name: string | undefined, error: string | undefined): string | undefined {
  const { state } = useForm();
  if (error !== undefined || name === undefined) return error;
  if (state.kind === "conflict") {
    const isAsked = state.conflicts.some(({ field }) => field === name);
    return isAsked ? "This was changed in the meantime: choose below." : undefined;
  }
  return state.kind === "refused" ? state.fields?.[name] : undefined;
}

/** What a labelled control of this tag takes: the words around it, and the tag's own attributes. */
export type FieldProps<Tag extends "input" | "select" | "textarea"> = FieldWords &
  Omit<ComponentProps<Tag>, "id">;

/** What is for the `Field` around a control, and what is the control's own. */
export function apart<Props extends FieldWords & { name?: string; className?: string }>({
  label,
  hint,
  error,
  hideLabel,
  className,
  ...own
}: Props) {
  return { around: { label, hint, error, hideLabel, className, name: own.name }, own };
}

/** What a control needs so that its label, hint and error are read out with it. */
export type ControlProps = {
  id: string;
  "aria-invalid"?: true;
  "aria-describedby"?: string;
};

/**
 * Label, control, hint and error, tied together by ids. `name` finds the error in the form around
 * it.
 */
export function Field({
  label,
  name,
  hint,
  error: ownError,
  hideLabel = false,
  className,
  children,
}: FieldWords & {
  name?: string;
  className?: string;
  children: (control: ControlProps) => ReactNode;
}) {
  const id = useId();
  const error = useFieldError(name, ownError);
  const describedBy = clsx(hint && `${id}-hint`, error && `${id}-error`);
  return (
    <div className={clsx("flex min-w-0 flex-col gap-1.5", className)}>
      <label htmlFor={id} className={hideLabel ? "sr-only" : "text-sm font-medium text-ink"}>
        {label}
      </label>
      {children({
        id,
        "aria-invalid": error ? true : undefined,
        "aria-describedby": describedBy || undefined,
      })}
      {error && (
        <p id={`${id}-error`} className="text-sm text-danger-text">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-[13px] leading-5 text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
