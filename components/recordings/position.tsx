"use client";

import { useLayoutEffect, useRef } from "react";
import { formatDuration } from "@/lib/core/time";

/** Where a recording is, in seconds; drag or use the arrow keys to move. */
export function Position({
  at,
  length,
  onSeek,
}: {
  at: number;
  length: number;
  onSeek: (seconds: number) => void;
}) {
  const most = Math.max(1, length);
  const here = Math.min(at, most);
  const played = `${(here / most) * 100}%`;
  const input = useRef<HTMLInputElement>(null);
  // A style attribute in the page's HTML is refused by its policy; set from here it is not one.
  useLayoutEffect(() => input.current?.style.setProperty("--played", played), [played]);
  return (
    <input
      ref={input}
      type="range"
      aria-label="Position"
      aria-valuetext={`${formatDuration(here)} of ${formatDuration(length)}`}
      min={0}
      max={most}
      step={0.1}
      value={here}
      onChange={(event) => onSeek(Number(event.currentTarget.value))}
      className="position"
    />
  );
}
