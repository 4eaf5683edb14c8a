import "server-only";
import { twilioClient } from "@/lib/twilio/client";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import { type NumberType, numberTypes } from "@/lib/twilio/number-types";
import { twilioFailure } from "@/lib/twilio/refusal";
import { asAppError } from "@/lib/twilio/upstream";

export type MonthlyPrice = { amount: number; currency: string };
export type MonthlyPrices = Partial<Record<NumberType, MonthlyPrice>>;

/** What this account pays for a country's numbers a month; empty where nobody knows. */
export async function readNumberPrices(
  credentials: TwilioCredentials,
  country: string,
): Promise<MonthlyPrices> {
  try {
    const { phoneNumberPrices, priceUnit } = await twilioClient(credentials)
      .pricing.v1.phoneNumbers.countries(country)
      .fetch();
    const prices: MonthlyPrices = {};
    for (const price of phoneNumberPrices) {
      // Twilio gives them as its API does, whatever the SDK's types say.
      const type = textOf(price, "number_type", "numberType").replace(/\W/g, "");
      const amount = Number(textOf(price, "current_price", "currentPrice"));
      const known = numberTypes.find((each) => each === type);
      if (known && Number.isFinite(amount)) {
        prices[known] = { amount, currency: priceUnit.toUpperCase() };
      }
    }
    return prices;
  } catch (error) {
    const failure = twilioFailure(error);
    if (failure.kind === "refused" && failure.status === 404) return {};
    throw asAppError(error);
  }
}

function textOf(price: object, ...names: string[]): string {
  for (const name of names) {
    const value: unknown = Reflect.get(price, name);
    if (value !== undefined && value !== null) return String(value);
  }
  return "";
}
