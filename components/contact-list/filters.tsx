"use client";

import { clsx } from "clsx";
import { Search } from "lucide-react";
import Form from "next/form";
import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { FieldFilters, type TypedChoice } from "@/components/contact-list/field-filters";
import { ChipSelect } from "@/components/ui/chip-select";
import { controlClass } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";

const pauseMs = 250;

export type Choice = {
  name: string;
  label: string;
  options: { value: string; label: string }[];
};

/**
 * Narrows and orders the list of contacts: a choice applies at once, what is typed after a moment;
 * without script, by a button. `kept` is the rest of the address: what is chosen already, which
 * `chips` show, and more.
 */
export function Filters({
  q,
  choices,
  typed,
  sort,
  kept,
  chips,
}: {
  q: string;
  choices: Choice[];
  /** What is typed, not chosen. */
  typed: TypedChoice[];
  sort: Choice & { chosen: string };
  kept: [string, string][];
  chips: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function apply({ target }: FormEvent) {
    if (target instanceof Element && target.closest("[data-later]")) return;
    clearTimeout(timer.current);
    const isTyped = target instanceof HTMLInputElement;
    timer.current = setTimeout(() => form.current?.requestSubmit(), isTyped ? pauseMs : 0);
  }
  // A choice that was made is a chip: its select is rendered again, with nothing chosen.
  const key = JSON.stringify(kept);
  return (
    <Form
      ref={form}
      action="/contacts"
      scroll={false}
      replace
      role="search"
      onChange={apply}
      aria-label="Filters"
      className="mb-3 flex flex-wrap items-center gap-2"
    >
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <span className="relative w-full md:w-64">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
        />
        <input
          type="search"
          name="q"
          aria-label="Search contacts"
          placeholder="Name, company or number"
          defaultValue={q}
          maxLength={200}
          autoComplete="off"
          className={clsx(controlClass, "h-10 pl-9 md:h-8")}
        />
      </span>
      <span className="-mx-4 flex items-center gap-2 overflow-x-auto px-4 py-1 max-md:w-[calc(100%+2rem)] md:mx-0 md:flex-wrap md:overflow-visible md:p-0">
        {chips}
        {choices.map(({ name, label, options }) => (
          <ChipSelect key={`${name} ${key}`} label={label} name={name} defaultValue="">
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </ChipSelect>
        ))}
        <FieldFilters key={`typed ${key}`} fields={typed} />
        <ChipSelect key={sort.chosen} label={sort.label} name="sort" defaultValue={sort.chosen}>
          {sort.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </ChipSelect>
        <noscript>
          <SubmitButton variant="secondary" size="sm">
            Apply
          </SubmitButton>
        </noscript>
      </span>
    </Form>
  );
}
