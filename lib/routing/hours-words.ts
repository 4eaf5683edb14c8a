import type { Opening } from "@/lib/routing/hours";

/** Why it is open or closed: "closed: Christmas Day". */
export function openingWords({ open, because, name }: Opening): string {
  const state = open ? "open" : "closed";
  if (because === "week") return state;
  const day = because === "holiday" ? "holiday" : "exception";
  return `${state}: ${name || day}`;
}
