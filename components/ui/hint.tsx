import { clsx } from "clsx";
import { type ReactNode, useId } from "react";
import { popoverClass } from "@/components/ui/popover-class";

/**
 * A small control of a row that says more when it is pressed, by mouse, finger or key. `face` names
 * it; Escape, or a press elsewhere, closes what it said.
 */
export function Hint({
  face,
  children,
  className,
}: {
  face: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  const id = useId();
  return (
    <span className={clsx("relative z-10 inline-flex [anchor-scope:--menu]", className)}>
      <button
        type="button"
        popoverTarget={id}
        className="inline-flex h-11 min-w-8 items-center justify-center rounded-lg px-1 text-[13px] text-muted tabular-nums transition-colors [anchor-name:--menu] hover:bg-sunken hover:text-ink md:h-8 md:min-w-7"
      >
        {face}
      </button>
      <span
        id={id}
        popover="auto"
        className={`${popoverClass} text-[13px] whitespace-normal tabular-nums`}
      >
        {children}
      </span>
    </span>
  );
}
