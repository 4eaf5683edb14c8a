"use client";

import { TextField } from "@/components/ui/text-field";

/** A whole number; what is none stays as it was typed, and is refused when it is saved. */
export function NumberInput({
  value,
  onValue,
  ...rest
}: {
  label: string;
  name?: string;
  hint?: string;
  error?: string;
  min: number;
  max: number;
  value: number;
  onValue: (value: number) => void;
}) {
  return (
    <TextField
      {...rest}
      type="number"
      inputMode="numeric"
      className="[&_input]:max-w-28"
      value={Number.isNaN(value) || value === null ? "" : value}
      onChange={(event) => onValue(event.target.valueAsNumber)}
    />
  );
}
