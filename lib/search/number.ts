import { countryName } from "@/lib/core/country";
import { placeOf } from "@/lib/core/destination";
import { formatPhone, readNumber, withExtension } from "@/lib/core/phone";
import type { TypedDestination } from "@/lib/search/schema";

/**
 * What was typed as a number to call, read in a country (ISO 3166-1 alpha-2); null when it is none.
 */
export function readDestination(typed: string, country: string): TypedDestination | null {
  if (!/^[+(\d]/.test(typed.trim())) return null;
  const read = readNumber(typed, country);
  if (!read) return null;
  const place = placeOf(read.number);
  const name = place.country && countryName(place.country);
  return {
    to: withExtension(read.number, read.extension),
    shown: formatPhone(read.number, country, read.extension),
    place: [name, place.kind === "premium" && "premium rate"].filter(Boolean).join(" · "),
  };
}
