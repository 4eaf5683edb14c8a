import "server-only";
import type { Member } from "@/lib/auth/member";
import { placeOf } from "@/lib/core/destination";
import { AppError } from "@/lib/core/errors";
import type { TwilioNumber } from "@/lib/twilio/numbers";
import { type MonthlyPrice, type MonthlyPrices, readNumberPrices } from "@/lib/twilio/pricing";
import { requireCredentials } from "@/lib/twilio-account/connection";

/** What each number (E.164) costs a month; one whose price nobody knows is left out. */
export type NumberPrices = Map<string, MonthlyPrice>;

/** The monthly prices of the account's numbers, asked for once a country; none without Twilio. */
export async function readPrices(
  member: Member,
  atTwilio: Promise<TwilioNumber[] | AppError>,
): Promise<NumberPrices> {
  const numbers = await atTwilio;
  if (numbers instanceof AppError) return new Map();
  const asked = new Map<string, Promise<MonthlyPrices>>();
  const found = await Promise.all(
    numbers.map(async ({ number, type }): Promise<[string, MonthlyPrice][]> => {
      const { country } = placeOf(number);
      if (!country) return [];
      const prices = asked.get(country) ?? askFor(member, country);
      asked.set(country, prices);
      const price = (await prices)[type];
      return price ? [[number, price]] : [];
    }),
  );
  return new Map(found.flat());
}

async function askFor(member: Member, country: string): Promise<MonthlyPrices> {
  try {
    return await readNumberPrices(await requireCredentials(member), country);
  } catch (error) {
    // A price is no reason to show less than the rest.
    if (error instanceof AppError) return {};
    throw error;
  }
}
