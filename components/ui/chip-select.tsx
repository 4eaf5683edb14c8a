import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";

/**
 * A filter as a chip: the phone's own picker, no script needed. Its first option is its name:
 * nothing chosen.
 */
export function ChipSelect({
  label,
  children,
  ...own
}: Omit<ComponentProps<"select">, "className"> & { label: string }) {
  const chosen = Boolean(own.defaultValue);
  return (
    <span className="relative shrink-0">
      <select
        {...own}
        aria-label={label}
        className={clsx(
          "field-sizing-content h-10 max-w-48 cursor-pointer appearance-none truncate rounded-lg border pr-7 pl-3 text-[13px] font-medium transition-colors md:h-8",
          chosen
            ? "border-transparent bg-accent-soft text-accent-text"
            : "border-field-line bg-surface text-ink hover:bg-sunken",
        )}
      >
        <option value="">{label}</option>
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className={clsx(
          "pointer-events-none absolute top-1/2 right-2 size-3.5 -translate-y-1/2",
          chosen ? "text-accent-text" : "text-muted",
        )}
      />
    </span>
  );
}
