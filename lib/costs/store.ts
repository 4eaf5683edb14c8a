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

/** The currency (ISO 4217) that Twilio charges calls in; US dollars until one has a price. */
export async function readCurrency(db: Db, tenantId: string, since: Date): Promise<string> {
  const { data, error } = await db
    .from("calls")
    .select("price_unit")
    .eq("tenant_id", tenantId)
    .gte("created_at", since.toISOString())
    .not("price_unit", "is", null)
    .order("created_at", { ascending: false })
    .limit(1)
    .maybeSingle();
  if (error) throw new Error("Reading the currency of calls failed", { cause: error });
  return data?.price_unit?.toUpperCase() ?? "USD";
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
