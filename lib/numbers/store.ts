import type { Tables } from "@/lib/db/supabase/database.types";
import type { Db } from "@/lib/db/supabase/server";
import { whereStill } from "@/lib/edits/still";
import { KeptWebhooks } from "@/lib/numbers/schema";
import type { NumberWebhooks } from "@/lib/twilio/numbers";

export type TwilioAccount = Pick<
  Tables<"twilio_accounts">,
  "account_sid" | "auth_token_last_four" | "verified_at" | "lost_at" | "updated_at"
>;

/** The tenant's Twilio account as far as people may see it; null when there is none, or for non-admins. */
export async function readTwilioAccount(db: Db, tenantId: string): Promise<TwilioAccount | null> {
  const { data, error } = await db
    .from("twilio_accounts")
    .select("account_sid, auth_token_last_four, verified_at, lost_at, updated_at")
    .eq("tenant_id", tenantId)
    .maybeSingle();
  if (error) throw new Error("Reading the Twilio account failed", { cause: error });
  return data;
}

export type PhoneNumber = Tables<"phone_numbers">;

/** The tenant's number: calls go out from, and come in to, its oldest. Null before one is saved. */
export async function readPhoneNumber(db: Db, tenantId: string): Promise<PhoneNumber | null> {
  const { data, error } = await db
    .from("phone_numbers")
    .select()
    .eq("tenant_id", tenantId)
    .order("created_at")
    .order("id")
    .limit(1)
    .maybeSingle();
  if (error) throw new Error("Reading the number failed", { cause: error });
  return data;
}

export async function addPhoneNumber(
  db: Db,
  row: { tenant_id: string; number: string; twilio_sid: string | null; forward_to: string | null },
): Promise<void> {
  const { error } = await db.from("phone_numbers").insert(row);
  if (error) throw new Error("Saving the number failed", { cause: error });
}

/**
 * Changes a number if these columns still are as they `was`; false when someone has saved them
 * meanwhile.
 */
export async function updatePhoneNumber(
  db: Db,
  tenantId: string,
  id: string,
  changes: {
    number?: string;
    twilio_sid?: string | null;
    forward_to?: string | null;
  },
  was: Partial<Pick<PhoneNumber, "number" | "forward_to">> = {},
): Promise<boolean> {
  const update = db
    .from("phone_numbers")
    .update({ ...changes, updated_at: new Date().toISOString() })
    .eq("tenant_id", tenantId)
    .eq("id", id);
  const { data, error } = await whereStill(update, was).select("id");
  if (error) throw new Error("Saving the number failed", { cause: error });
  return data.length > 0;
}

/** What the number was set to at Twilio before Ringbook; null when nothing is kept. */
export async function readKeptWebhooks(
  db: Db,
  tenantId: string,
  numberId: string,
): Promise<NumberWebhooks | null> {
  const { data, error } = await db
    .from("kept_webhooks")
    .select("webhooks")
    .eq("tenant_id", tenantId)
    .eq("phone_number_id", numberId)
    .maybeSingle();
  if (error) throw new Error("Reading what was kept failed", { cause: error });
  return KeptWebhooks.safeParse(data?.webhooks).data ?? null;
}

export async function keepWebhooks(
  db: Db,
  tenantId: string,
  numberId: string,
  webhooks: NumberWebhooks,
): Promise<void> {
  const row = { tenant_id: tenantId, phone_number_id: numberId, webhooks };
  const { error } = await db.from("kept_webhooks").upsert(row);
  if (error) throw new Error("Keeping what was set failed", { cause: error });
}

export async function forgetWebhooks(db: Db, tenantId: string, numberId: string): Promise<void> {
  const { error } = await db
    .from("kept_webhooks")
    .delete()
    .eq("tenant_id", tenantId)
    .eq("phone_number_id", numberId);
  if (error) throw new Error("Forgetting what was kept failed", { cause: error });
}
