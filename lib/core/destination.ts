import { type NumberType, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { isDialable } from "@/lib/core/phone";
import { rangeOf } from "@/lib/core/prefixes";
import { Remembered } from "@/lib/core/remembered";

/**
 * Where a number is (ISO 3166-1 alpha-2) and of what kind; only an ordinary one has a price that a
 * team expects. A special one is a company's own number for a whole country (UAN); an unknown one
 * is in a range that the table lacks.
 */
export type Place = {
  country: string | null;
  kind: "ordinary" | "premium" | "network" | "special" | "unknown";
};

/** https://github.com/google/libphonenumber/blob/master/FAQ.md: types whose price the one who is called decides, or shares. */
const premium: NumberType[] = [
  "PREMIUM_RATE",
  "SHARED_COST",
  "PERSONAL_NUMBER",
  "PAGER",
  "VOICEMAIL",
];

/**
 * Country codes that belong to no country: satellites (+870, +881), networks (+878, +882, +883),
 * disaster relief (+888), premium (+979), freephone and shared cost (+800, +808).
 * https://www.itu.int/pub/T-SP-E.164D
 */
const network = /^\+(800|808|870|878|88[1238]|979)/;

/** Ranges that the table takes for ordinary ones, or does not have; whatever follows. */
const premiumRanges = [
  // Pay-per-call exchanges and directory assistance under any area code: https://www.nanpa.com/number-resource-info/976-codes
  /^\+1(900|[2-9]\d\d976|[2-9]\d\d5551212)/,
  // Directory, innovative, mass traffic, shared cost, online and 0190, personal, premium:
  // https://www.bundesnetzagentur.de
  /^\+49(118|12|13[78]|180|19|700|900)/,
  // Directory, premium, shared cost, televoting, data, personal:
  // https://numeracionyoperadores.cnmc.es
  /^\+34(118|80[3-7]|90[1257]|70)/,
  // Teledome, Navi Dial, Dial Q2: https://www.soumu.go.jp
  /^\+81(180|570|990)/,
];

/** 118 is directory enquiries in Europe, where it is not the beginning of an area's numbers. */
const directory = /^\+(3[0-469]|4[0-9]|35\d|37\d|38\d|42\d)118/;

/** Company-wide numbers at the price of an ordinary call: https://www.ofcom.org.uk/phones-and-broadband/phone-numbers (03). */
const ordinaryCompany = /^\+443/;

/** A route's people are rung by the same few numbers, and a caller waits meanwhile. */
const sorted = new Remembered<Place>(5_000);

/**
 * Sorts a number (E.164) by Google's table of numbering plans, as of the installed
 * libphonenumber-js.
 */
export function placeOf(number: string): Place {
  const known = sorted.get(number);
  if (known) return known.thing;
  const place = sortNumber(number);
  sorted.set(number, place, 0);
  return place;
}

function sortNumber(number: string): Place {
  if (network.test(number)) return { country: null, kind: "network" };
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return { country: null, kind: "unknown" };
  const country = parsed.country ?? null;
  if (isPremiumRange(number)) return { country, kind: "premium" };
  if (!parsed.isValid()) {
    const near = isNearPremium(number, parsed.countryCallingCode);
    return { country, kind: near ? "premium" : "unknown" };
  }
  const type = parsed.getType();
  if (premium.includes(type)) return { country, kind: "premium" };
  if (type === "UAN" && !ordinaryCompany.test(number)) return { country, kind: "special" };
  return { country, kind: "ordinary" };
}

/** Whether every number that begins so costs a premium, or belongs to no country. */
export function isPremiumRange(beginning: string): boolean {
  return premiumRanges.some((range) => range.test(beginning));
}

export function isNetworkRange(beginning: string): boolean {
  return network.test(beginning);
}

const isPremium = (number: string) => {
  const parsed = parsePhoneNumberFromString(number);
  return parsed?.isValid() === true && premium.includes(parsed.getType());
};

/**
 * Whether a number that is not in the table is a premium one with digits too many, which exchanges
 * drop, or lies among premium numbers: its first three to five digits with others behind them are
 * one.
 */
function isNearPremium(number: string, code: string): boolean {
  if (directory.test(number)) return true;
  for (let length = number.length - 1; length > 7; length -= 1) {
    if (isPremium(number.slice(0, length))) return true;
  }
  const own = code.length + 1;
  for (const head of [3, 4, 5].map((digits) => number.slice(0, own + digits))) {
    for (let length = own + 6; length <= own + 11; length += 1) {
      if (fillers.some((digit) => isPremium(head.padEnd(length, digit)))) return true;
    }
  }
  return false;
}

const fillers = [..."0123456789"];

/** What a tenant allows: countries (ISO 3166-1 alpha-2), and beginnings of numbers ("+1861"). */
export type Allowed = { countries: string[]; prefixes: string[] };

/**
 * What the database decides for outbound calls (private.place_refusal), for phones that inbound
 * calls go to.
 */
export function isAllowed(number: string, { countries, prefixes }: Allowed): boolean {
  if (!isDialable(number)) return false;
  const { country, kind } = placeOf(number);
  if (kind === "premium" || kind === "network") return false;
  if (prefixes.some((prefix) => number.startsWith(prefix))) return true;
  return kind === "ordinary" && country !== null && countries.includes(country);
}

/** A number with its place; `range` is what an admin may allow where the table does not help. */
export type Located = { number: string; place: Place; range: string | null };

export function locate(number: string): Located {
  const place = placeOf(number);
  const open = place.kind === "unknown" || place.kind === "special";
  return { number, place, range: open ? rangeOf(number) : null };
}
