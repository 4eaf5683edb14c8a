import { useEffect, useState } from "react";
import type { Caller } from "@/lib/wrapups/caller";

/** Who calls, by call, of calls that ring here and that the bar doesn't show. */
export function useCallers(calls: readonly string[]): ReadonlyMap<string, Caller> {
  const [known, setKnown] = useState<ReadonlyMap<string, Caller>>(new Map());
  const key = calls.join(" ");
  useEffect(() => {
    const stop = new AbortController();
    for (const id of key.split(" ").filter(Boolean)) {
      void readCaller(id, stop.signal).then((caller) => {
        if (caller) setKnown((before) => new Map([...before, [id, caller]]));
      });
    }
    return () => stop.abort();
  }, [key]);
  return known;
}

/** Null without an answer: the call can be taken all the same. */
async function readCaller(id: string, signal: AbortSignal): Promise<Caller | null> {
  try {
    const response = await fetch(`/api/calls/${encodeURIComponent(id)}/caller`, { signal });
    if (!response.ok) return null;
    const { caller }: { caller: Caller } = await response.json();
    return caller;
  } catch {
    return null;
  }
}
