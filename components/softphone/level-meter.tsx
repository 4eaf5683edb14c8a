"use client";

import { useEffect, useRef } from "react";
import { subscribeLevels } from "@/components/softphone/levels";

/** How loud both sides are, drawn past React: it changes twenty times a second. */
export function LevelMeter({ isMuted }: { isMuted: boolean }) {
  const own = useRef<HTMLSpanElement>(null);
  const theirs = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      subscribeLevels((input, output) => {
        draw(own.current, isMuted ? 0 : input);
        draw(theirs.current, output);
      }),
    [isMuted],
  );
  return (
    <span
      aria-hidden
      className="flex w-20 flex-col gap-1 max-md:hidden"
      title="You and the other side"
    >
      <Bar bar={own} className="bg-accent" />
      <Bar bar={theirs} className="bg-ok-text" />
    </span>
  );
}

export function Bar({
  bar,
  className,
}: {
  bar: React.RefObject<HTMLSpanElement | null>;
  className: string;
}) {
  return (
    <span className="block h-1.5 overflow-hidden rounded-full bg-line">
      <span
        ref={bar}
        className={`block h-full origin-left scale-x-0 rounded-full transition-transform duration-75 ${className}`}
      />
    </span>
  );
}

/** Speech is 0.05 to 0.4 of what is possible. Tailwind's classes set `scale`. */
export function draw(bar: HTMLElement | null, level: number): void {
  bar?.style.setProperty("scale", `${Math.min(1, Math.sqrt(level))} 1`);
}
