import type { Db } from "@/lib/db/supabase/server";

type Price = { amount: number; currency: string };

/** Begins to buy or release a number (E.164); false while another admin does. */
export async function beginOrder(
  db: Db,
  number: string,
  state: "buying" | "releasing",
  price?: Price,
): Promise<boolean> {
  const { data, error } = await db.rpc("order_number", {
    wanted: number,
    as_state: state,
    ...(price && { price: price.amount, in_currency: price.currency }),
  });
  if (error) throw new Error("Beginning the order failed", { cause: error });
  return data;
}

export async function settleOrder(
  db: Db,
  tenantId: string,
  number: string,
  state: "bought" | "refused" | "released",
): Promise<void> {
  const { error } = await db
    .from("number_orders")
    .update({ state })
    .eq("tenant_id", tenantId)
    .eq("number", number);
  if (error) throw new Error("Settling the order failed", { cause: error });
}
