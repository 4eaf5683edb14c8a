import "server-only";
import { twilioClient } from "@/lib/twilio/client";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import { asAppError } from "@/lib/twilio/upstream";

/** What was used of one of Twilio's categories in this month (UTC), and what it costs so far. */
export type UsageRecord = { category: string; count: number; amount: number; currency: string };

/** This month's usage by category, subaccounts included. Throws `upstream`. */
export async function readUsage(
  credentials: TwilioCredentials,
  categories: readonly string[],
): Promise<UsageRecord[]> {
  try {
    const records = await twilioClient(credentials).usage.records.thisMonth.list({ limit: 1000 });
    return records
      .filter(({ category }) => categories.includes(category))
      .map(({ category, count, price, priceUnit }) => ({
        category,
        count: Number(count),
        amount: Number(price),
        currency: priceUnit.toUpperCase(),
      }));
  } catch (error) {
    throw asAppError(error);
  }
}
