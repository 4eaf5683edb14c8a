"use client";

import { useEffect, useState } from "react";
import type { SearchAnswer } from "@/lib/search/schema";

/** Milliseconds without a key before the query is sent. */
const pauseMs = 120;

export type Search = { answer: SearchAnswer; of: string; state: "idle" | "searching" | "failed" };

const nothing: SearchAnswer = { found: [], number: null };

/** What the server finds for a query; the former answer stays until the next one is there. */
export function useSearch(query: string): Search {
  const [search, setSearch] = useState<Search>({ answer: nothing, of: "", state: "idle" });
  const words = query.trim();

  useEffect(() => {
    if (words === "") return setSearch({ answer: nothing, of: "", state: "idle" });
    const control = new AbortController();
    setSearch((before) => ({ ...before, state: "searching" }));
    const timer = setTimeout(async () => {
      try {
        const path = `/api/search?q=${encodeURIComponent(words)}`;
        const response = await fetch(path, { signal: control.signal });
        if (!response.ok) throw new Error(`${response.status}`);
        setSearch({ answer: await response.json(), of: words, state: "idle" });
      } catch {
        if (!control.signal.aborted) setSearch((before) => ({ ...before, state: "failed" }));
      }
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [words]);

  return search;
}
