"use client";

import { clsx } from "clsx";
import { Search } from "lucide-react";
import Form from "next/form";
import { type FormEvent, useEffect, useRef } from "react";
import { ChipSelect } from "@/components/ui/chip-select";
import { controlClass } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextLink } from "@/components/ui/text-link";
import type { LogFilters } from "@/lib/call-log/schema";
import { statusNames } from "@/lib/call-log/words/call";
import { periodNames } from "@/lib/call-log/words/period";

const pauseMs = 250;
const dateClass = clsx(controlClass, "h-10 w-36 shrink-0 md:h-8");

/**
 * Narrows the call log: a choice applies at once, what is typed after a moment; without script,
 * by a button.
 */
export function CallFilters({
  filters,
  people,
  numbers,
  outcomes,
}: {
  filters: LogFilters;
  people: { user_id: string; name: string; removed_at: string | null }[];
  /** The company's numbers; with one there is nothing to choose. */
  numbers: { id: string; label: string }[];
  /** What people may say came of a call. */
  outcomes: { id: string; label: string }[];
}) {
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function apply({ target }: FormEvent) {
    clearTimeout(timer.current);
    const isTyped = target instanceof HTMLInputElement && target.type === "search";
    timer.current = setTimeout(() => form.current?.requestSubmit(), isTyped ? pauseMs : 0);
  }
  const { q, direction, outcome, said, person, number, period, from, to, by } = filters;
  const custom = period === "custom" || (!period && (from || to));
  return (
    <Form
      ref={form}
      action="/calls"
      scroll={false}
      replace
      onChange={apply}
      aria-label="Filters"
      className="mb-4 flex flex-wrap items-center gap-2"
    >
      {by && <input type="hidden" name="by" value={by} />}
      <span className="relative w-full md:w-64">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
        />
        <input
          type="search"
          name="q"
          aria-label="Search calls"
          placeholder="Name, company or number"
          defaultValue={q}
          maxLength={200}
          autoComplete="off"
          className={clsx(controlClass, "h-10 pl-9 md:h-8")}
        />
      </span>
      <span className="-mx-4 flex items-center gap-2 overflow-x-auto px-4 py-1 max-md:w-[calc(100%+2rem)] md:mx-0 md:flex-wrap md:overflow-visible md:p-0">
        <ChipSelect label="Status" name="outcome" defaultValue={outcome ?? ""}>
          {Object.entries(statusNames).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </ChipSelect>
        <ChipSelect label="Outcome" name="said" defaultValue={said ?? ""}>
          <option value="none">No outcome yet</option>
          {outcomes.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </ChipSelect>
        <ChipSelect label="Direction" name="direction" defaultValue={direction ?? ""}>
          <option value="inbound">Inbound</option>
          <option value="outbound">Outbound</option>
          <option value="internal">Internal</option>
        </ChipSelect>
        <ChipSelect label="Rep" name="person" defaultValue={person ?? ""}>
          {people.map(({ user_id, name, removed_at }) => (
            <option key={user_id} value={user_id}>
              {removed_at ? `${name} (removed)` : name}
            </option>
          ))}
        </ChipSelect>
        {numbers.length > 1 && (
          <ChipSelect label="Number" name="number" defaultValue={number ?? ""}>
            {numbers.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </ChipSelect>
        )}
        <ChipSelect label="Date" name="period" defaultValue={custom ? "custom" : (period ?? "")}>
          {Object.entries(periodNames).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </ChipSelect>
        {custom && (
          <>
            <input
              type="date"
              name="from"
              aria-label="From"
              defaultValue={from}
              className={dateClass}
            />
            <input type="date" name="to" aria-label="To" defaultValue={to} className={dateClass} />
          </>
        )}
        {[q, direction, outcome, said, person, number, period, from, to].some(Boolean) && (
          <TextLink href="/calls" className="shrink-0 px-1 text-[13px]">
            Clear
          </TextLink>
        )}
        <noscript>
          <SubmitButton variant="secondary" size="sm">
            Apply
          </SubmitButton>
        </noscript>
      </span>
    </Form>
  );
}
