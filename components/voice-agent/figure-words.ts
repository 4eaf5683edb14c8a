import { money } from "@/components/costs/money";
import type { Figures } from "@/lib/agent/desk/figures";

/** Of the calls whose cost is known, with a plus where some are not; "unknown" where none is. */
export function costOf({ cost, calls, uncosted }: Cost): string {
  if (uncosted === calls) return "unknown";
  return `${money(Number(cost), "USD")}${uncosted > 0 ? "+" : ""}`;
}

type Cost = Pick<Figures, "cost" | "calls" | "uncosted">;

/** A number as people read it: "1,200". */
export const count = (figure: number) => figure.toLocaleString("en-US");

/** Milliseconds as people read them: "0.6 s". */
export function seconds(ms: number | null): string {
  return ms === null ? "–" : `${(ms / 1000).toFixed(1)} s`;
}
