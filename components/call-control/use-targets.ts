"use client";

import { useEffect, useState } from "react";
import type { RouteTarget } from "@/lib/routing/targets";

/** The groups and routes that a call can be transferred to; none until they are known. */
export function useTargets(isWanted: boolean): RouteTarget[] {
  const [targets, setTargets] = useState<RouteTarget[]>([]);
  useEffect(() => {
    if (!isWanted) return;
    const stop = new AbortController();
    fetch("/api/routing/targets", { signal: stop.signal })
      .then(async (response) => {
        const answer: { targets?: RouteTarget[] } = await response.json();
        setTargets(answer.targets ?? []);
      })
      .catch(() => undefined);
    return () => stop.abort();
  }, [isWanted]);
  return targets;
}
