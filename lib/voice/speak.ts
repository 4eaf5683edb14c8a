import { spokenPhone } from "@/lib/core/phone";

/** How a voice names the other party: the contact, or the digits of a number (E.164). */
export function spokenParty(
  contactName: string | null,
  number: string,
  countryCode: string,
): string {
  return contactName ?? spokenPhone(number, countryCode);
}
