import "server-only";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { categories } from "@/lib/costs/decide";
import type { Db } from "@/lib/db/supabase/server";
import { readUsage, type UsageRecord } from "@/lib/twilio/usage";
import { requireCredentials } from "@/lib/twilio-account/connection";

type CallCost = {
  phone_number_id: string | null;
  user_id: string | null;
  calls: number;
  price: number;
};

/** What calls since then cost so far, by number and person, as far as prices are known. */
export async function readCallCosts(db: Db, since: Date): Promise<CallCost[]> {
  const { data, error } = await db.rpc("call_costs", { since: since.toISOString() });
  if (error) throw new Error("Reading what calls cost failed", { cause: error });
  return data.map(({ price, calls, ...whose }) => ({
    ...whose,
    calls: Number(calls),
    price: Number(price),
  }));
}

/** What Twilio has counted this month, or why it cannot say. */
export async function askUsage(member: Member): Promise<UsageRecord[] | AppError> {
  try {
    return await readUsage(await requireCredentials(member), categories);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
