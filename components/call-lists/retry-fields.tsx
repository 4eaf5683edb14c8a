"use client";

import { clsx } from "clsx";
import { useId } from "react";
import { controlClass } from "@/components/ui/field";
import { useForm } from "@/components/ui/form-context";
import { Select } from "@/components/ui/select";
import { maxRetries, type Retries, unanswered } from "@/lib/call-lists/limits";
import { delayOf } from "@/lib/dispositions/follow-up";

type Outcome = { id: string; label: string };

/** Per outcome: how often a contact is called again, and after how long. */
export function RetryFields({ retries, outcomes }: { retries: Retries; outcomes: Outcome[] }) {
  const rows = [{ id: unanswered, label: "No answer or busy" }, ...outcomes];
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="text-[15px] font-semibold text-ink">Call again</legend>
      <p className="mb-1 text-[13px] text-muted">
        0 times: a contact with this outcome is done after the call.
      </p>
      {rows.map((outcome, row) => (
        <RetryRow key={outcome.id} row={row} outcome={outcome} rule={retries[outcome.id]} />
      ))}
    </fieldset>
  );
}

function RetryRow({
  row,
  outcome,
  rule,
}: {
  row: number;
  outcome: Outcome;
  rule?: Retries[string];
}) {
  const id = useId();
  const { state } = useForm();
  const sent = "sent" in state ? state.sent?.values : undefined;
  const typed = (name: string) => [sent?.[name]].flat()[row];
  const fields = state.kind === "refused" ? state.fields : undefined;
  const [timesError, delayError] = [fields?.[`times.${row}`], fields?.[`delay.${row}`]];
  const { delay, unit } = delayOf(rule?.after_minutes ?? 1440);
  const number = clsx(controlClass, "h-11 tabular-nums md:h-9");
  const error = timesError ?? delayError;
  return (
    <fieldset className="text-sm">
      <legend className="sr-only">{outcome.label}</legend>
      <input type="hidden" name="outcome" value={outcome.id} />
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span aria-hidden className="w-full text-ink sm:w-44">
          {outcome.label}
        </span>
        <input
          name="times"
          type="number"
          inputMode="numeric"
          aria-label={`${outcome.label}: how many times`}
          aria-invalid={timesError ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          min={0}
          max={maxRetries}
          defaultValue={String(typed("times") ?? rule?.times ?? 0)}
          className={clsx(number, "w-20!")}
        />
        <span className="text-muted">times, after</span>
        <input
          name="delay"
          type="number"
          inputMode="numeric"
          aria-label={`${outcome.label}: after how long`}
          aria-invalid={delayError ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          min={0}
          defaultValue={String(typed("delay") ?? delay)}
          className={clsx(number, "w-20!")}
        />
        <Select
          narrow
          name="unit"
          aria-label={`${outcome.label}: unit`}
          defaultValue={String(typed("unit") ?? unit)}
        >
          <option value="minutes">minutes</option>
          <option value="hours">hours</option>
          <option value="days">days</option>
        </Select>
      </div>
      {error && (
        <p id={`${id}-error`} className="mt-1 text-danger-text">
          {error}
        </p>
      )}
    </fieldset>
  );
}
