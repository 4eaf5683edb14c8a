import zones from "@/lib/core/phone-zones.json";

/** By the beginning of a number, its digits without the plus; "" where it says too little. */
const zoneOf = new Map(
  Object.entries(zones).flatMap(([zone, beginnings]) =>
    beginnings.split(" ").map((beginning): [string, string] => [beginning, zone]),
  ),
);

/**
 * The time zone (IANA) where a number (E.164) is, by its longest known beginning; null where that
 * may be several. As Google's table has it, without beginnings that a shorter one answers for:
 * https://github.com/google/libphonenumber/tree/master/resources/timezones (Apache 2.0)
 */
export function guessZone(number: string | undefined): string | null {
  const digits = number?.replace("+", "") ?? "";
  for (let length = digits.length; length > 0; length -= 1) {
    const zone = zoneOf.get(digits.slice(0, length));
    if (zone !== undefined) return zone || null;
  }
  return null;
}
