import { type Period, periodNames } from "@/lib/call-log/words/period";
import { addDays, formatDay } from "@/lib/core/time";

export type Dated = { period?: Period; from?: string; to?: string };
/** `YYYY-MM-DD`, both included; open where it is undefined. */
export type Days = { from?: string; to?: string };

const before = { week: 6, month: 29, quarter: 89 };

/** The days that a period is on `today`. */
export function daysOf({ period, from, to }: Dated, today: string): Days {
  switch (period) {
    case undefined:
    case "custom":
      return { from, to };
    case "today":
      return { from: today };
    case "yesterday":
      return { from: addDays(today, -1), to: addDays(today, -1) };
    default:
      return { from: addDays(today, -before[period]) };
  }
}

/** A period in words; undefined for all time. */
export function periodWords({ period, from, to }: Dated): string | undefined {
  if (period && period !== "custom") return periodNames[period];
  if (from && to) return from === to ? formatDay(from) : `${formatDay(from)} to ${formatDay(to)}`;
  if (from) return `Since ${formatDay(from)}`;
  return to ? `Until ${formatDay(to)}` : undefined;
}
