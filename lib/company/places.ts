import { getCountries, isSupportedCountry } from "libphonenumber-js";
import { countryName } from "@/lib/core/country";

/**
 * Every country a phone number can be read in, by ISO 3166-1 alpha-2 code, in the order of their
 * English names.
 */
export function countries(): { code: string; name: string }[] {
  return getCountries()
    .map((code) => ({ code, name: countryName(code) }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

export function isCountry(code: string): boolean {
  return isSupportedCountry(code);
}

/** IANA names, with UTC, which Intl's own list leaves out. */
export function timeZones(): string[] {
  return [...Intl.supportedValuesOf("timeZone"), "UTC"];
}

/** Also true of older names ("Asia/Calcutta"), which browsers still report. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return /^[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
}

/** A time zone's name as the database takes it ("europe/paris": Europe/Paris); null for none. */
export function timeZoneNamed(typed: string): string | null {
  if (!isTimeZone(typed)) return null;
  const zone = new Intl.DateTimeFormat("en", { timeZone: typed }).resolvedOptions().timeZone;
  return /^([A-Z][A-Za-z_]+(\/[\w+-]+)+|UTC)$/.test(zone) ? zone : null;
}

/**
 * The country of the first language a browser asks for that names one (`de-AT,de;q=0.9` → AT); else
 * US.
 */
export function countryOfLanguages(acceptLanguage: string | null): string {
  for (const [, region] of (acceptLanguage ?? "").matchAll(
    /[a-z]{2,3}(?:-[A-Z][a-z]{3})?-([A-Z]{2})\b/g,
  )) {
    if (region && isCountry(region)) return region;
  }
  return "US";
}
