"use client";

import { useEffect, useState } from "react";
import type { Colleague } from "@/lib/colleagues/schema";

/** Typing goes on: the server is asked when it pauses. */
const pauseMs = 150;

/** Whom a call can be passed to, by name or extension; null until they are known. */
export function useColleagues(typed: string): Colleague[] | null {
  const [found, setFound] = useState<Colleague[] | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const query = new URLSearchParams({ q: typed.trim() });
        const response = await fetch(`/api/colleagues?${query}`, { signal: stop.signal });
        if (!response.ok) throw new Error(`${response.status}`);
        const answer: { colleagues: Colleague[] } = await response.json();
        setFound(answer.colleagues);
      } catch {
        if (!stop.signal.aborted) setFound([]);
      }
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [typed]);
  return found;
}
