import table from "libphonenumber-js/package.json" with { type: "json" };
import type { Located } from "@/lib/core/destination";

/**
 * Why a number in a range that is not known to be an ordinary one is not called, and what can be
 * done about it; null for every other number.
 */
export function unknownRange({ place, range }: Located): string | null {
  if (range === null) return null;
  const allow = `Check the number. If it is right, ${range} can be allowed in Settings → Calling.`;
  return place.kind === "special"
    ? `${range} is a range of company numbers, which may cost more than other calls. ${allow}`
    : `Ringbook's table of area codes (libphonenumber-js ${table.version}) doesn't know ${range}. ${allow}`;
}
