"use client";

import { clsx } from "clsx";
import { Search } from "lucide-react";
import Form from "next/form";
import { useEffect, useRef } from "react";
import { controlClass } from "@/components/ui/field";

const pauseMs = 250;

/**
 * Looks for contacts, or what else `label` says, while one types, on the page `action`; without
 * script, on Enter.
 */
export function ContactSearch({
  query,
  action = "/contacts",
  label = "Search contacts",
  placeholder = "Name, company or number",
  autoFocus = false,
  keeps = {},
}: {
  query: string;
  action?: string;
  label?: string;
  placeholder?: string;
  autoFocus?: boolean;
  /** What of the page's address stays. */
  keeps?: Record<string, string>;
}) {
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  return (
    <Form ref={form} action={action} replace scroll={false} role="search" className="relative">
      {Object.entries(keeps).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
      />
      <input
        type="search"
        name="q"
        aria-label={label}
        placeholder={placeholder}
        defaultValue={query}
        {...(autoFocus && { autoFocus })}
        maxLength={200}
        autoComplete="off"
        onChange={() => {
          clearTimeout(timer.current);
          timer.current = setTimeout(() => form.current?.requestSubmit(), pauseMs);
        }}
        className={clsx(controlClass, "h-11 pl-9 md:h-9")}
      />
    </Form>
  );
}
