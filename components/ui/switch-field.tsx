"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { useForm } from "@/components/ui/form-context";

/**
 * An on/off setting: a native checkbox drawn as a switch, so that a form carries it without script.
 */
export function SwitchField({
  label,
  hint,
  ...rest
}: Omit<ComponentProps<"input">, "id" | "type" | "className"> & {
  label: string;
  hint?: ReactNode;
}) {
  const id = useId();
  const { state } = useForm();
  const sent = "sent" in state ? state.sent?.values : undefined;
  const defaultChecked = sent ? rest.name !== undefined && rest.name in sent : rest.defaultChecked;
  return (
    <div className="flex items-start justify-between gap-6">
      <div className="min-w-0">
        <label htmlFor={id} className="text-sm font-medium text-ink">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="mt-0.5 text-[13px] leading-5 text-muted">
            {hint}
          </p>
        )}
      </div>
      <span className="relative mt-0.5 inline-flex h-6 w-10 shrink-0 after:absolute after:-inset-2">
        <input
          {...rest}
          defaultChecked={defaultChecked}
          id={id}
          type="checkbox"
          aria-describedby={hint ? `${id}-hint` : undefined}
          className="peer absolute -inset-2 z-10 m-0 cursor-pointer appearance-none opacity-0"
        />
        <span
          aria-hidden
          className="h-6 w-10 rounded-full bg-field-line transition-colors peer-checked:bg-accent peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent-text"
        />
        <span
          aria-hidden
          className="absolute top-0.5 left-0.5 size-5 rounded-full bg-white shadow-sm transition-transform peer-checked:translate-x-4"
        />
      </span>
    </div>
  );
}
