import type { Tables } from "@/lib/db/supabase/database.types";
import type { Db } from "@/lib/db/supabase/server";

export type TwilioAccount = Pick<
  Tables<"twilio_accounts">,
  "account_sid" | "auth_token_last_four" | "verified_at" | "lost_at" | "updated_at"
>;

/**
 * The tenant's Twilio account as far as people may see it; null when there is none, or for
 * non-admins.
 */
export async function readTwilioAccount(db: Db, tenantId: string): Promise<TwilioAccount | null> {
  const { data, error } = await db
    .from("twilio_accounts")
    .select("account_sid, auth_token_last_four, verified_at, lost_at, updated_at")
    .eq("tenant_id", tenantId)
    .maybeSingle();
  if (error) throw new Error("Reading the Twilio account failed", { cause: error });
  return data;
}

/** The numbers (E.164) whose webhooks at Twilio Ringbook has set, the oldest first. */
export async function listNumbersSetHere(db: Db, tenantId: string): Promise<string[]> {
  const { data, error } = await db
    .from("phone_numbers")
    .select("number, kept_webhooks!inner(phone_number_id)")
    .eq("tenant_id", tenantId)
    .order("created_at")
    .order("id");
  if (error) throw new Error("Reading the numbers failed", { cause: error });
  return data.map(({ number }) => number);
}
