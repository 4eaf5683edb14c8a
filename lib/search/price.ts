import { placeOf } from "@/lib/core/destination";
import type { Db } from "@/lib/db/supabase/server";

type Priced = { price: number | null; price_unit: string | null; duration_seconds: number | null };

const days = 30;

/**
 * What a minute of calls to a country (ISO 3166-1 alpha-2) has cost the company of late, all legs
 * together, on the average of its newest calls there; undefined when it has called nobody there.
 */
export async function readMinutePrice(
  db: Db,
  tenantId: string,
  country: string,
): Promise<{ price: number; unit: string } | undefined> {
  const { data, error } = await db
    .from("calls")
    .select("customer_number, price, price_unit, duration_seconds")
    .eq("tenant_id", tenantId)
    .eq("direction", "outbound")
    .gt("created_at", new Date(Date.now() - days * 86_400_000).toISOString())
    .gt("price", 0)
    .gt("duration_seconds", 0)
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(100);
  if (error) throw new Error("The price of calls could not be read", { cause: error });
  return minutePrice(data.filter(({ customer_number: to }) => placeOf(to).country === country));
}

/** The average of calls in the newest one's currency; Twilio charges minutes that have begun. */
export function minutePrice(calls: Priced[]): { price: number; unit: string } | undefined {
  const unit = calls[0]?.price_unit;
  if (!unit) return undefined;
  const same = calls.filter(({ price_unit }) => price_unit === unit);
  const paid = same.reduce((sum, { price }) => sum + (price ?? 0), 0);
  const minutes = same.reduce((sum, call) => sum + Math.ceil((call.duration_seconds ?? 0) / 60), 0);
  return minutes > 0 ? { price: paid / minutes, unit } : undefined;
}
