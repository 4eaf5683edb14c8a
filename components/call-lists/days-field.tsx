"use client";

import { useForm } from "@/components/ui/form-context";
import { weekdays } from "@/lib/call-lists/words";

/** The weekdays people are called on. */
export function DaysField({ days }: { days: number[] }) {
  const { state } = useForm();
  const sent = "sent" in state ? state.sent?.values.days : undefined;
  const chosen = sent === undefined ? days.map(String) : [sent].flat().map(String);
  const error = state.kind === "refused" ? state.fields?.days : undefined;
  return (
    <fieldset aria-describedby={error ? "days-error" : undefined}>
      <legend className="sr-only">Days</legend>
      <div className="flex flex-wrap gap-1.5">
        {weekdays.map(({ value, label }) => (
          <label
            key={value}
            className="flex h-10 cursor-pointer items-center rounded-lg border border-line px-3 text-[13px] font-medium text-muted hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-text has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-text md:h-8"
          >
            <input
              type="checkbox"
              name="days"
              value={value}
              defaultChecked={chosen.includes(String(value))}
              aria-invalid={error ? true : undefined}
              className="sr-only"
            />
            {label}
          </label>
        ))}
      </div>
      {error && (
        <p id="days-error" className="mt-1.5 text-sm text-danger-text">
          {error}
        </p>
      )}
    </fieldset>
  );
}
