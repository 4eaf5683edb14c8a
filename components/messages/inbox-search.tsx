"use client";

import { Search } from "lucide-react";
import { controlClass } from "@/components/ui/field";
import type { InboxQuery } from "@/lib/messages/inbox-query";

/** Finds conversations by name, company, number, or words in their messages. */
export function InboxSearch({ query: { show, closed, q } }: { query: InboxQuery }) {
  return (
    <search>
      <form action="/messages" className="relative">
        {show !== "all" && <input type="hidden" name="show" value={show} />}
        {closed && <input type="hidden" name="closed" value="1" />}
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
        />
        <input
          key={q}
          type="search"
          name="q"
          defaultValue={q}
          maxLength={100}
          aria-label="Search conversations"
          placeholder="Name, number or words"
          className={`${controlClass} h-11 pl-9 md:h-9`}
        />
      </form>
    </search>
  );
}
