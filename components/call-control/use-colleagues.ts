"use client";

import { useEffect, useState } from "react";
import { z } from "zod";
import { Colleague } from "@/lib/colleagues/schema";

const Answer = z.object({ colleagues: z.array(Colleague) });

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
        setFound(Answer.parse(await response.json()).colleagues);
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
