import type { Progress } from "@/lib/call-lists/progress";

/** How far a list is: a bar, and in numbers; `callable`: how many may be called now. */
export function ProgressLine({ progress, callable }: { progress: Progress; callable?: number }) {
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
        {callable !== undefined && <> · {callable.toLocaleString("en")} can be called now</>}
      </span>
    </span>
  );
}
