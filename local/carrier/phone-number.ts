import { parsePhoneNumberFromString } from "libphonenumber-js";

const AREAS: Record<string, [city: string, state: string, zip: string]> = {
  "202": ["WASHINGTON", "DC", "20001"],
  "206": ["SEATTLE", "WA", "98101"],
  "212": ["NEW YORK", "NY", "10001"],
  "213": ["LOS ANGELES", "CA", "90012"],
  "303": ["DENVER", "CO", "80202"],
  "305": ["MIAMI", "FL", "33130"],
  "312": ["CHICAGO", "IL", "60601"],
  "404": ["ATLANTA", "GA", "30303"],
  "415": ["SAN FRANCISCO", "CA", "94105"],
  "503": ["PORTLAND", "OR", "97204"],
  "512": ["AUSTIN", "TX", "78701"],
  "602": ["PHOENIX", "AZ", "85003"],
  "612": ["MINNEAPOLIS", "MN", "55401"],
  "617": ["BOSTON", "MA", "02108"],
  "702": ["LAS VEGAS", "NV", "89101"],
  "713": ["HOUSTON", "TX", "77002"],
  "801": ["SALT LAKE CITY", "UT", "84101"],
};

/** E.164 for what a caller of the API may write, US numbers without their prefix included. */
export function toE164(text: string): string | null {
  const number = parsePhoneNumberFromString(text, "US");
  return number?.isPossible() ? number.number : null;
}

export function isTollFree(number: string): boolean {
  return /^\+18(00|33|44|55|66|77|88)/.test(number);
}

export function isE164(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text);
}

/** A browser's or a SIP phone's address, as opposed to a number. */
export function isEndpoint(address: string): boolean {
  return /^(client|sips?):/.test(address);
}

/** "(206) 555-0123" for numbers of the North American plan, the number itself for others. */
export function formatted(number: string): string {
  const match = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return match ? `(${match[1]}) ${match[2]}-${match[3]}` : number;
}

export type Place = { City: string; State: string; Zip: string; Country: string };

export function placeOf(number: string): Place {
  const [City, State, Zip] = AREAS[/^\+1(\d{3})/.exec(number)?.[1] ?? ""] ?? ["", "", ""];
  const country = isE164(number) ? parsePhoneNumberFromString(number)?.country : undefined;
  return { City, State, Zip, Country: country ?? (number.startsWith("+1") ? "US" : "") };
}
