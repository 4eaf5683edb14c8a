import { clsx } from "clsx";
import { Circle, CircleCheck, CircleDot } from "lucide-react";
import { Link } from "@/components/ui/link";
import type { Step } from "@/lib/first-day/decide";

/** A step as a link to where it is done; `isNext` marks the one to go on with. */
export function ChecklistStep({ step, isNext }: { step: Step; isNext: boolean }) {
  const Icon = step.done ? CircleCheck : isNext ? CircleDot : Circle;
  return (
    <li>
      <Link
        href={step.href}
        prefetch={false}
        aria-current={isNext ? "step" : undefined}
        className={clsx(
          "flex h-full gap-2.5 rounded-lg px-3 py-2.5 transition-colors -outline-offset-2 hover:bg-sunken",
          isNext && "bg-accent-soft hover:bg-accent-soft",
        )}
      >
        <Icon
          aria-hidden
          className={clsx(
            "mt-0.5 size-4 shrink-0",
            step.done ? "text-ok-text" : isNext ? "text-accent-text" : "text-faint",
          )}
        />
        <span className="min-w-0">
          <span
            className={clsx(
              "block text-sm font-medium",
              step.done ? "text-muted" : isNext ? "text-accent-text" : "text-ink",
            )}
          >
            {step.label}
            {step.done && <span className="sr-only"> (done)</span>}
          </span>
          {!step.done && (
            <span className="block text-[13px] leading-5 text-muted">{step.hint}</span>
          )}
        </span>
      </Link>
    </li>
  );
}
