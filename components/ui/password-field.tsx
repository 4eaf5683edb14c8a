"use client";

import { clsx } from "clsx";
import { useState } from "react";
import { apart, controlClass, Field, type FieldProps } from "@/components/ui/field";

/** A labelled input whose text is hidden until its button is pressed. */
export function PasswordField(props: Omit<FieldProps<"input">, "type">) {
  const { around, own } = apart(props);
  const [shown, setShown] = useState(false);
  return (
    <Field {...around}>
      {(control) => (
        <div className="relative">
          <input
            {...own}
            {...control}
            type={shown ? "text" : "password"}
            spellCheck={false}
            autoCapitalize="none"
            className={clsx(controlClass, "h-11 pr-16 md:h-9")}
          />
          <button
            type="button"
            aria-controls={control.id}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
            className="absolute inset-y-1 right-1 rounded-md bg-surface px-2.5 text-[13px] font-medium text-muted hover:bg-sunken hover:text-ink focus-visible:-outline-offset-2"
          >
            Show
          </button>
        </div>
      )}
    </Field>
  );
}
