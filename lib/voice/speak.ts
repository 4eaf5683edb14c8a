import { spokenPhone } from "@/lib/core/phone";

/** How a voice names the other party: contact and company, or the digits of a number (E.164). */
export function spokenParty(
  contactName: string | null,
  number: string,
  countryCode: string,
  company: string | null = null,
): string {
  if (contactName === null) return spokenPhone(number, countryCode);
  return company === null ? contactName : `${contactName}, ${company}`;
}
