import { createHash } from "node:crypto";
import { COUNTRIES, type NumberType, type Offer } from "@/local/carrier/inventory/countries";
import { RANGES, type Range } from "@/local/carrier/inventory/ranges";

/** A number that can be bought. */
export type Available = Range & { phoneNumber: string; offer: Offer };

/** What is looked for; everything that is not given is left open. */
export type Wanted = {
  areaCode?: string | undefined;
  /** Digits, letters for the keys they are on, and `*` for any one digit. */
  contains?: string | undefined;
  capabilities: ("voice" | "sms" | "mms")[];
  region?: string | undefined;
  locality?: string | undefined;
  postalCode?: string | undefined;
  near?: { at: [latitude: number, longitude: number]; miles: number } | undefined;
};

const KEYS = ["", "", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"];

/** How many of each ten numbers are for sale: the others are somebody's. */
const FOR_SALE = 6;

/** The numbers of a country and type that are for sale, in an order that is always the same. */
export function searchNumbers(country: string, type: NumberType, wanted: Wanted): Available[] {
  const offer = COUNTRIES[country]?.offers[type];
  if (!offer || wanted.capabilities.some((name) => !offer.capabilities[name])) return [];
  const pattern = patternOf(wanted.contains);
  return RANGES.filter(
    (range) => range.country === country && range.type === type && isWanted(range, wanted),
  )
    .flatMap((range) => numbersOf(range).map((phoneNumber) => ({ ...range, phoneNumber, offer })))
    .filter(({ phoneNumber }) => isForSale(phoneNumber) && pattern.test(phoneNumber))
    .sort((one, other) => hash(one.phoneNumber).localeCompare(hash(other.phoneNumber)));
}

/** The number where it is one that the carrier has, sold or not. */
export function findNumber(phoneNumber: string): Available | undefined {
  for (const range of RANGES) {
    const offer = COUNTRIES[range.country]?.offers[range.type];
    const length = range.prefix.length + range.digits;
    if (offer && phoneNumber.startsWith(range.prefix) && phoneNumber.length === length) {
      return { ...range, phoneNumber, offer };
    }
  }
  return undefined;
}

export function isForSale(phoneNumber: string): boolean {
  return Number.parseInt(hash(phoneNumber).slice(0, 4), 16) % 10 < FOR_SALE;
}

function isWanted(range: Range, wanted: Wanted): boolean {
  const { areaCode, region, locality, postalCode, near } = wanted;
  const same = (given: string | undefined, has: string | null) =>
    !given || given.toLowerCase() === has?.toLowerCase();
  return (
    same(areaCode, range.areaCode) &&
    same(region, range.region) &&
    same(locality, range.locality) &&
    same(postalCode, range.postalCode) &&
    (!near || (range.at !== null && milesBetween(range.at, near.at) <= near.miles))
  );
}

function numbersOf({ prefix, digits }: Range): string[] {
  return Array.from(
    { length: 10 ** digits },
    (_, line) => prefix + String(line).padStart(digits, "0"),
  );
}

/** `+` begins at the country code; any other pattern may stand anywhere. */
function patternOf(contains = ""): RegExp {
  const text = [...contains.toUpperCase()].map((letter) => {
    const key = KEYS.findIndex((letters) => letters.includes(letter));
    if (letter === "*") return "\\d";
    return /\d/.test(letter) ? letter : key > 0 ? String(key) : "";
  });
  return new RegExp(`${contains.startsWith("+") ? "^\\+" : ""}${text.join("")}`);
}

const EARTH_MILES = 3959;

function milesBetween(one: [number, number], other: [number, number]): number {
  const [lat1 = 0, lon1 = 0, lat2 = 0, lon2 = 0] = [...one, ...other].map(
    (degrees) => (degrees * Math.PI) / 180,
  );
  const a =
    Math.sin((lat2 - lat1) / 2) ** 2 +
    Math.cos(lat1) * Math.cos(lat2) * Math.sin((lon2 - lon1) / 2) ** 2;
  return 2 * EARTH_MILES * Math.asin(Math.sqrt(a));
}

function hash(phoneNumber: string): string {
  return createHash("sha256").update(phoneNumber).digest("hex");
}
