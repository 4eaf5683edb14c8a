import "server-only";
import type { Member } from "@/lib/auth/member";
import { toE164 } from "@/lib/core/phone";
import type { NumberSearch } from "@/lib/numbers/order-schema";
import { type PapersPlan, planPapers } from "@/lib/numbers/papers";
import { listPhoneNumbers } from "@/lib/numbers/store";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import { type AvailableNumber, searchAvailable } from "@/lib/twilio/inventory";
import type { Papers } from "@/lib/twilio/number-orders";
import { readPapers } from "@/lib/twilio/number-papers";
import type { NumberType } from "@/lib/twilio/number-types";
import { type MonthlyPrice, readNumberPrices } from "@/lib/twilio/pricing";
import { requireCredentials } from "@/lib/twilio-account/connection";

export type FoundNumbers = {
  country: string;
  numbers: AvailableNumber[];
  /** Undefined where Twilio has none. */
  price: MonthlyPrice | undefined;
  papers: PapersPlan;
};

/** Numbers that the company could buy, with their price and what the country asks for. */
export async function searchNumbers(member: Member, wanted: NumberSearch): Promise<FoundNumbers> {
  const { type, area_code, contains, near, can } = wanted;
  const country = wanted.country ?? member.tenant.country_code;
  const credentials = await requireCredentials(member);
  const [found, prices, papers, own] = await Promise.all([
    searchAvailable(credentials, {
      ...{ country, type, area_code, contains, capabilities: can },
      near: near && (toE164(near, country) ?? near),
    }),
    readNumberPrices(credentials, country),
    readPapers(credentials, country, type),
    listPhoneNumbers(member.db, member.tenant.id),
  ]);
  const numbers = found.filter(({ number }) => !own.some((each) => each.number === number));
  // All numbers of a country and type ask for the same.
  const needsAddress = numbers.some(({ address }) => address !== "none");
  return { country, numbers, price: prices[type], papers: planPapers(needsAddress, papers) };
}

/** What the purchase of a number is to name: what is asked for it, as far as the account has it. */
export async function choosePapers(
  credentials: TwilioCredentials,
  { number, country, type }: { number: string; country: string; type: NumberType },
): Promise<Papers> {
  const [{ documents, bundles, addresses }, found] = await Promise.all([
    readPapers(credentials, country, type),
    searchAvailable(credentials, { country, type, contains: number, capabilities: [] }),
  ]);
  const bundle_sid = documents.length > 0 ? (bundles[0]?.sid ?? null) : null;
  // One that the search doesn't find may still be sold, and ask for an address.
  const offered = found.find((each) => each.number === number);
  const needsAddress = offered?.address !== "none";
  return { bundle_sid, address_sid: needsAddress ? (addresses[0]?.sid ?? null) : null };
}
