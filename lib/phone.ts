import {
  AsYouType,
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from "libphonenumber-js";

export const e164 = /^\+[1-9][0-9]{6,14}$/;

function country(code: string): CountryCode | undefined {
  return isSupportedCountry(code) ? code : undefined;
}

/** Anything a person types, read in their country (ISO 3166-1 alpha-2), as E.164; null when no such number can exist. */
export function toE164(typed: string, countryCode: string): string | null {
  const parsed = parsePhoneNumberFromString(typed.trim(), country(countryCode));
  return parsed?.isPossible() && !parsed.ext ? parsed.number : null;
}

/**
 * What a person typed as the beginning of a number, read in their country (ISO 3166-1 alpha-2): the beginning of its E.164,
 * without the plus. Undefined for what is no number: a name, or nothing to begin with.
 */
export function numberBeginning(typed: string, countryCode: string): string | undefined {
  if (!/^[\d+().\s/-]+$/.test(typed)) return undefined;
  const reader = new AsYouType(country(countryCode));
  reader.input(typed.trim());
  return reader.getNumberValue()?.slice(1);
}

/** How carriers spell a withheld number in digits: "anonymous", "restricted", "blocked", "unknown" on a keypad. */
const withheld = /^\+?(266696687|7378742833|2562533|8656696)$/;

/** True for a number that can be shown to, or dialled by, someone else. Twilio's From may also be `anonymous`, `client:…` or `sip:…`. */
export function isDialable(number: string): boolean {
  return e164.test(number) && !withheld.test(number);
}

/** E.164 as people of that country read it: national at home, international elsewhere. Other callers keep their words. */
export function formatPhone(number: string, countryCode: string): string {
  if (!isDialable(number)) return callerWords(number);
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return number;
  const home = country(countryCode);
  const atHome = home !== undefined && parsed.countryCallingCode === getCountryCallingCode(home);
  return atHome ? parsed.formatNational() : parsed.formatInternational();
}

function callerWords(from: string): string {
  if (withheld.test(from) || /^(anonymous|unknown|restricted|private|unavailable)?$/i.test(from)) {
    return "Withheld number";
  }
  return from.replace(/^(client|sips?):/, "");
}

/** A number as a voice reads it out: its digits one by one. */
export function spokenPhone(number: string, countryCode: string): string {
  if (!isDialable(number)) return "a withheld number";
  return formatPhone(number, countryCode)
    .replace(/[^0-9]/g, "")
    .split("")
    .join(" ");
}
