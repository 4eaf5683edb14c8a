import {
  AsYouType,
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parseDigits,
  parsePhoneNumberFromString,
} from "libphonenumber-js";

export const e164 = /^\+[1-9][0-9]{6,14}$/;

function country(code: string): CountryCode | undefined {
  return isSupportedCountry(code) ? code : undefined;
}

/**
 * ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE on a keypad, which Twilio sends as a
 * From; RESTRICTED also as Twilio's article misspells it. Carriers put the +1 of an American number
 * before it. private.is_withheld is its copy in SQL.
 * https://support.twilio.com/hc/en-us/articles/223179988
 */
const withheldDigits = /^\+?1?(266696687|7378742833|2562533|8656696|86282452253)$|^\+?7378742883$/;
const withheldWords = /^(anonymous|restricted|blocked|unknown|unavailable|private|withheld)?$/i;

/**
 * True for a From that says only that the caller does not show their number: in words, in digits,
 * or empty.
 */
export function isWithheld(from: string): boolean {
  const name = from
    .trim()
    .replace(/^(client|sips?):/i, "")
    .replace(/@.*$/, "");
  return withheldDigits.test(name) || withheldWords.test(name);
}

/**
 * A number (E.164), with the digits to dial once a switchboard has answered; "" for a line of its
 * own.
 */
export type TypedNumber = { number: string; extension: string };

/**
 * Anything a person types, read in their country (ISO 3166-1 alpha-2): with spaces, brackets,
 * full-width digits, as a `tel:` link, with an extension. Null when no such number can exist, and
 * for a spelling of a withheld one.
 */
export function readNumber(typed: string, countryCode: string): TypedNumber | null {
  const parsed = parsePhoneNumberFromString(typed.trim(), country(countryCode));
  if (!parsed?.isPossible() || isWithheld(parsed.number)) return null;
  return { number: parsed.number, extension: parseDigits(parsed.ext ?? "") };
}

/** The E.164 of what a person types, without its extension; see `readNumber`. */
export function toE164(typed: string, countryCode: string): string | null {
  return readNumber(typed, countryCode)?.number ?? null;
}

/** A number (E.164) with its extension, as `readNumber` reads it: https://www.rfc-editor.org/rfc/rfc3966#section-5.1 */
export function withExtension(number: string, extension: string): string {
  return extension ? `${number};ext=${extension}` : number;
}

/**
 * What was typed to search by, with a number among it as its digits: no `tel:`, no extension, no
 * full-width digits.
 */
export function searchWords(typed: string, countryCode: string): string {
  const plain = typed
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/\p{Pd}/gu, "-")
    .trim()
    .replace(/^tel:/i, "");
  const read = /^[+(\d]/.test(plain) ? readNumber(plain, countryCode) : null;
  return read?.extension ? read.number : plain;
}

/**
 * What a person typed as the beginning of a number, read in their country (ISO 3166-1 alpha-2): the
 * beginning of its E.164, without the plus. Undefined for what is no number: a name, or nothing to
 * begin with.
 */
export function numberBeginning(typed: string, countryCode: string): string | undefined {
  const words = searchWords(typed, countryCode);
  if (!/^[\d+().\s/-]+$/.test(words)) return undefined;
  const reader = new AsYouType(country(countryCode));
  reader.input(words);
  return reader.getNumberValue()?.slice(1);
}

/**
 * True for a number that can be shown to, or dialled by, someone else. Twilio's From may also be
 * `anonymous`, `client:…` or `sip:…`.
 */
export function isDialable(number: string): boolean {
  return e164.test(number) && !isWithheld(number);
}

/**
 * E.164 as people of that country read it: national at home, international elsewhere, with its
 * extension. Other callers keep their words.
 */
export function formatPhone(number: string, countryCode: string, extension = ""): string {
  if (!isDialable(number)) return callerWords(number);
  const shown = formatNumber(number, country(countryCode));
  return extension ? `${shown} ext. ${extension}` : shown;
}

function formatNumber(number: string, home: CountryCode | undefined): string {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return number;
  const atHome = home !== undefined && parsed.countryCallingCode === getCountryCallingCode(home);
  return atHome ? parsed.formatNational() : parsed.formatInternational();
}

function callerWords(from: string): string {
  return isWithheld(from) ? "Private number" : from.replace(/^(client|sips?):/, "");
}

/** A number as a voice reads it out: its digits one by one. */
export function spokenPhone(number: string, countryCode: string): string {
  if (!isDialable(number)) return "a private number";
  return spokenDigits(formatPhone(number, countryCode));
}

/** The digits of a text one by one. */
export function spokenDigits(text: string): string {
  return text
    .replace(/[^0-9]/g, "")
    .split("")
    .join(" ");
}
