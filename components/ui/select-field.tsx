"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import { apart, controlClass, Field, type FieldProps } from "@/components/ui/field";
import { useSent } from "@/components/ui/form-context";

/**
 * A labelled native select (children: `<option>`s): the phone's own picker, and no script needed.
 */
export function SelectField(props: FieldProps<"select">) {
  const { around, own } = apart(props);
  const sent = useSent(own.name);
  return (
    <Field {...around}>
      {(control) => (
        <div className="relative">
          <select
            {...own}
            {...(sent !== undefined && { defaultValue: sent })}
            {...control}
            className={clsx(controlClass, "h-11 appearance-none truncate pr-9 md:h-9")}
          />
          <ChevronDown
            aria-hidden
            className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted"
          />
        </div>
      )}
    </Field>
  );
}
