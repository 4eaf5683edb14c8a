"use client";

import { useEffect, useState } from "react";
import { formatDuration } from "@/lib/core/time";

/** A running clock of a wait that was at `startedAt` seconds when it came with the page. */
export function WaitTimer({ startedAt }: { startedAt: number }) {
  const [seconds, setSeconds] = useState(startedAt);
  useEffect(() => {
    const begun = performance.now();
    const timer = setInterval(
      () => setSeconds(startedAt + (performance.now() - begun) / 1000),
      1000,
    );
    return () => clearInterval(timer);
  }, [startedAt]);
  return (
    <span role="timer" aria-label="Waiting for" className="text-sm text-ink tabular-nums">
      {formatDuration(seconds)}
    </span>
  );
}
