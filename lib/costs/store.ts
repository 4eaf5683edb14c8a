import "server-only";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { categories, type OwnCost } from "@/lib/costs/decide";
import type { Db } from "@/lib/db/supabase/server";
import { readUsage, type UsageRecord } from "@/lib/twilio/usage";
import { requireCredentials } from "@/lib/twilio-account/connection";

/** What calls and messages since then cost so far, by number and person, as far as is known. */
export async function readCosts(db: Db, since: Date): Promise<OwnCost[]> {
  const asked = { since: since.toISOString() };
  const [calls, messages] = await Promise.all([
    db.rpc("call_costs", asked),
    db.rpc("message_costs", asked),
  ]);
  if (calls.error) throw new Error("Reading what calls cost failed", { cause: calls.error });
  if (messages.error) {
    throw new Error("Reading what messages cost failed", { cause: messages.error });
  }
  return [
    ...calls.data.map((row) => ({ ...row, messages: 0 })),
    ...messages.data.map((row) => ({ ...row, calls: 0 })),
  ].map(({ phone_number_id, user_id, calls, messages, price }) => ({
    ...{ phone_number_id, user_id },
    ...{ calls: Number(calls), messages: Number(messages), price: Number(price) },
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
