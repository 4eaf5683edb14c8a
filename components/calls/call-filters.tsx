"use client";

import { clsx } from "clsx";
import { SlidersHorizontal } from "lucide-react";
import Form from "next/form";
import { useRef } from "react";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { LogFilters } from "@/lib/call-log/schema";
import { outcomeNames } from "@/lib/call-log/words/call";

/** Narrows the call log. Choosing applies at once; without script, and for dates, by the button. */
export function CallFilters({
  filters,
  people,
  numbers,
}: {
  filters: LogFilters;
  people: { user_id: string; name: string; removed_at: string | null }[];
  /** The company's numbers; with one there is nothing to choose. */
  numbers: { id: string; label: string }[];
}) {
  const form = useRef<HTMLFormElement>(null);
  const apply = () => form.current?.requestSubmit();
  return (
    <>
      {/* A checkbox, so that the filters fold away on phones without script too. */}
      <input id="show-filters" type="checkbox" className="peer sr-only md:hidden" />
      <label
        htmlFor="show-filters"
        className="inline-flex h-11 items-center gap-2 rounded-lg border border-line bg-surface px-4 font-medium text-ink select-none peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent-text md:hidden"
      >
        <SlidersHorizontal aria-hidden className="size-4" />
        Filters
      </label>
      <Form
        ref={form}
        action="/calls"
        scroll={false}
        aria-label="Filters"
        className={clsx(
          "hidden grid-cols-2 items-end gap-3 peer-checked:mt-3 peer-checked:grid md:mt-0 md:grid md:grid-cols-3",
          numbers.length > 1
            ? "lg:grid-cols-[repeat(6,minmax(0,1fr))_4.5rem]"
            : "lg:grid-cols-[repeat(5,minmax(0,1fr))_4.5rem]",
        )}
      >
        <SelectField
          label="Direction"
          name="direction"
          defaultValue={filters.direction ?? ""}
          onChange={apply}
        >
          <option value="">Any</option>
          <option value="inbound">Inbound</option>
          <option value="outbound">Outbound</option>
        </SelectField>
        <SelectField
          label="Outcome"
          name="outcome"
          defaultValue={filters.outcome ?? ""}
          onChange={apply}
        >
          <option value="">Any</option>
          {Object.entries(outcomeNames).map(([outcome, name]) => (
            <option key={outcome} value={outcome}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Person"
          name="person"
          defaultValue={filters.person ?? ""}
          onChange={apply}
          className="max-md:col-span-2"
        >
          <option value="">Anyone</option>
          {people.map(({ user_id, name, removed_at }) => (
            <option key={user_id} value={user_id}>
              {removed_at ? `${name} (removed)` : name}
            </option>
          ))}
        </SelectField>
        {numbers.length > 1 && (
          <SelectField
            label="Number"
            name="number"
            defaultValue={filters.number ?? ""}
            onChange={apply}
            className="max-md:col-span-2"
          >
            <option value="">Any</option>
            {numbers.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </SelectField>
        )}
        <TextField label="From" name="from" type="date" defaultValue={filters.from} />
        <TextField label="To" name="to" type="date" defaultValue={filters.to} />
        <SubmitButton variant="secondary" className="max-md:col-span-2">
          Apply
        </SubmitButton>
      </Form>
    </>
  );
}
