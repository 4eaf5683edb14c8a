"use client";

import { Search } from "lucide-react";
import Form from "next/form";
import { controlClass } from "@/components/ui/field";

/** Looks in the do-not-call list, on Enter. */
export function NumberSearch({ query }: { query: string }) {
  return (
    <Form action="/settings/calling" scroll={false} role="search" className="relative max-w-md">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
      />
      <input
        type="search"
        name="q"
        aria-label="Search the do-not-call list"
        placeholder="Search by number or note"
        defaultValue={query}
        maxLength={40}
        autoComplete="off"
        className={`${controlClass} h-11 pl-9 md:h-9`}
      />
    </Form>
  );
}
