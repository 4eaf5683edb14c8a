import type { LogFilters } from "@/lib/call-log/schema";

type Narrowed = Pick<LogFilters, "direction" | "outcome">;

/** What no call's outcome is. */
const nothing = "none";

/**
 * The direction and outcome of the calls of a status. A blocked caller's call is an inbound one
 * that was canceled (`stateName`), so "Canceled" are the other ones: with customers, unless
 * internal calls are asked for.
 */
export function columnsOf({ direction, outcome }: Narrowed): {
  direction?: string;
  outcome?: string;
} {
  if (outcome !== "blocked" && outcome !== "canceled") return { direction, outcome };
  if (direction === "internal" && outcome === "canceled") return { direction, outcome };
  const own = outcome === "blocked" ? "inbound" : "outbound";
  if (direction && direction !== own) return { direction, outcome: nothing };
  return { direction: own, outcome: "canceled" };
}
