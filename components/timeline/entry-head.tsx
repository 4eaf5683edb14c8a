import type { ReactNode } from "react";
import { formatExact, formatWhen } from "@/lib/core/time";

/** The first line of an entry: what it is, and when it was. */
export function EntryHead({
  at,
  timeZone,
  children,
}: {
  at: string;
  timeZone: string;
  children: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5 text-muted">
      <p className="min-w-0 break-words">{children}</p>
      <time
        dateTime={at}
        title={formatExact(at, timeZone)}
        className="text-[13px] tabular-nums max-sm:basis-full sm:ml-auto"
      >
        {formatWhen(at, timeZone)}
      </time>
    </div>
  );
}
