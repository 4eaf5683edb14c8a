import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { controlClass } from "@/components/ui/field";

/** A native select (children: `<option>`s): the phone's own picker, and no script needed. */
export function Select({
  narrow = false,
  ...own
}: Omit<ComponentProps<"select">, "className"> & {
  /** As wide as a word, in a line with others; else as wide as what it stands in. */
  narrow?: boolean;
}) {
  return (
    <div className={clsx("relative", narrow && "w-28")}>
      <select
        {...own}
        className={clsx(controlClass, "h-11 appearance-none truncate pr-9 md:h-9")}
      />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted"
      />
    </div>
  );
}
