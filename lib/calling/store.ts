import "server-only";
import type { Db } from "@/lib/db/supabase/server";

/**
 * Where, how often and for how much a tenant's people may call; `allowed_countries` null means its
 * own country.
 */
export async function readCallLimits(db: Db, tenantId: string) {
  const { data, error } = await db
    .from("tenants")
    .select(
      "allowed_countries, allowed_prefixes, user_calls_per_hour, user_calls_per_day, tenant_calls_per_hour, tenant_calls_per_day, calls_at_once, spend_per_day, record_internal_calls, announce_supervision, show_supervision",
    )
    .eq("id", tenantId)
    .single();
  if (error) throw new Error("The limits could not be read", { cause: error });
  // A decimal may come as text, so that no digit is lost.
  return { ...data, spend_per_day: Number(data.spend_per_day) };
}

export type Limits = Awaited<ReturnType<typeof readCallLimits>>;

/**
 * The currency that Twilio bills a tenant's calls in (ISO 4217), null before the first priced call.
 */
export async function readPriceUnit(db: Db, tenantId: string): Promise<string | null> {
  const { data, error } = await db
    .from("calls")
    .select("price_unit")
    .eq("tenant_id", tenantId)
    .not("price_unit", "is", null)
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(1)
    .maybeSingle();
  if (error) throw new Error("The currency could not be read", { cause: error });
  return data?.price_unit ?? null;
}
