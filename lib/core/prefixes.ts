/**
 * A country's code and at least one digit after it. Codes have one digit (1, 7), two, or three:
 * https://www.itu.int/pub/T-SP-E.164D. tenants.allowed_prefixes holds to the same.
 */
const countryCode = "[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-9][0-9]{2}";
const prefix = new RegExp(`^\\+(${countryCode})([0-9]+)$`);

export const maxPrefixes = 20;

/** True for "+1861": twelve digits at most. */
export function isPrefix(text: string): boolean {
  return prefix.test(text) && text.length <= 13;
}

/** The beginning of a number as people write it: "+1 861" for "+1861". */
export function formatPrefix(text: string): string {
  const [, code, rest] = prefix.exec(text) ?? [];
  return code === undefined ? text : `+${code} ${rest}`;
}

/**
 * The range that a number (E.164) is in, as an admin may allow it: country code and area, "+1 861".
 */
export function rangeOf(number: string): string {
  const [, code = "", rest = ""] = prefix.exec(number) ?? [];
  return `+${code} ${rest.slice(0, 3)}`;
}
