"use client";

import { useEffect, useState } from "react";
import { formatDuration } from "@/lib/core/time";

/**
 * A running clock that was at `startedAt` seconds when it came with the page; the browser's own
 * clock may be wrong.
 */
export function TalkTimer({ startedAt }: { startedAt: number }) {
  const [base] = useState(startedAt);
  const [seconds, setSeconds] = useState(startedAt);

  useEffect(() => {
    const begun = performance.now();
    const timer = setInterval(() => setSeconds(base + (performance.now() - begun) / 1000), 500);
    return () => clearInterval(timer);
  }, [base]);

  return (
    <span role="timer" aria-label="Talk time" className="tabular-nums">
      {formatDuration(seconds)}
    </span>
  );
}
