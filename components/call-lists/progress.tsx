import type { ReactNode } from "react";
import type { Progress } from "@/lib/call-lists/progress";

/** How far a list is: a bar, and in numbers, with what else is said of it. */
export function ProgressLine({ progress, children }: { progress: Progress; children?: ReactNode }) {
  const { total, done, skipped, claimed } = progress;
  const finished = done + skipped;
  return (
    <span className="flex min-w-0 items-center gap-3">
      <progress
        aria-label="Progress"
        value={finished}
        max={Math.max(total, 1)}
        className="h-1.5 w-24 shrink-0 appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
      />
      <span className="text-[13px] whitespace-nowrap text-muted tabular-nums">
        {finished.toLocaleString("en")} of {total.toLocaleString("en")}
        {claimed > 0 && <> · {claimed} being called</>}
        {children}
      </span>
    </span>
  );
}
