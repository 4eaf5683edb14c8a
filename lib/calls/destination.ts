import { type NumberType, parsePhoneNumberFromString } from "libphonenumber-js/max";

/** Where a number is (ISO 3166-1 alpha-2) and of what kind; only an ordinary one has a price that a team expects. */
export type Place = {
  country: string | null;
  kind: "ordinary" | "premium" | "network" | "unknown";
};

/** https://github.com/google/libphonenumber/blob/master/FAQ.md: types whose price the one who is called decides, or shares. */
const dear: NumberType[] = ["PREMIUM_RATE", "SHARED_COST", "PERSONAL_NUMBER", "PAGER", "VOICEMAIL"];

/**
 * Country codes that belong to no country: satellites (+870, +881), networks (+878, +882, +883), disaster relief (+888),
 * premium (+979), freephone and shared cost (+800, +808).
 * https://www.itu.int/pub/T-SP-E.164D
 */
const network = /^\+(800|808|870|878|88[1238]|979)/;

/** Pay-per-call exchanges under any area code. https://www.nanpa.com/number-resource-info/976-codes */
const payPerCall = /^\+1[2-9]\d\d976\d{4}$/;

/** Sorts a number (E.164) by Google's table of numbering plans, as of the installed libphonenumber-js. */
export function placeOf(number: string): Place {
  if (network.test(number)) return { country: null, kind: "network" };
  const parsed = parsePhoneNumberFromString(number);
  const country = parsed?.country ?? null;
  if (!parsed || country === null) return { country: null, kind: "unknown" };
  if (payPerCall.test(number) || isDear(number)) return { country, kind: "premium" };
  return { country, kind: "ordinary" };
}

/** Exchanges drop digits that are too many: a dear number with a tail is that number. */
function isDear(number: string): boolean {
  const dialled = parsePhoneNumberFromString(number);
  if (!dialled) return false;
  if (dialled.isValid()) return dear.includes(dialled.getType());
  for (let length = number.length - 1; length > 7; length -= 1) {
    const shorter = parsePhoneNumberFromString(number.slice(0, length));
    if (shorter?.isValid()) return dear.includes(shorter.getType());
  }
  return false;
}

/** What the database decides for outbound calls (private.place_refusal), for phones that inbound calls go to. */
export function isAllowed({ country, kind }: Place, allowedCountries: string[]): boolean {
  return kind === "ordinary" && country !== null && allowedCountries.includes(country);
}

const names = new Intl.DisplayNames("en", { type: "region" });

/** A country in English, for a sentence. */
export function countryName(code: string): string {
  return names.of(code) ?? code;
}
