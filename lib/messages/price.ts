import { placeOf } from "@/lib/core/destination";
import type { Db } from "@/lib/db/supabase/server";
import type { Message } from "@/lib/messages/store";

/**
 * What a segment cost the company last in the country (ISO 3166-1 alpha-2) of a number, among its
 * newest texts that have a price; undefined when there is none.
 */
export async function readLastPrice(
  db: Db,
  tenantId: string,
  country: string | null,
): Promise<{ price: number; unit: string } | undefined> {
  const { data, error } = await db
    .from("messages")
    .select("customer_number, price, price_unit, segments")
    .eq("tenant_id", tenantId)
    .eq("direction", "outbound")
    .gt("price", 0)
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(100);
  if (error) throw new Error("The last price could not be read", { cause: error });
  return lastPrice(data.filter(({ customer_number: to }) => placeOf(to).country === country));
}

/** What a segment cost last among messages, the newest first. */
export function lastPrice(
  rows: Pick<Message, "price" | "price_unit" | "segments">[],
): { price: number; unit: string } | undefined {
  const last = rows.find(
    ({ price, segments }) => price !== null && segments !== null && segments > 0,
  );
  if (!last?.segments || last.price === null || !last.price_unit) return undefined;
  return { price: last.price / last.segments, unit: last.price_unit };
}
