import "server-only";
import type { Db } from "@/lib/db/supabase/server";

/** Whether anybody has opted out of the company's texts. */
export async function hasOptOuts(db: Db, tenantId: string): Promise<boolean> {
  return (await read(db, tenantId)).length > 0;
}

/** As many numbers as fit into an address. */
const part = 150;

/** Which of these numbers (E.164) have opted out of texts from any number of the company. */
export async function optedOutOf(
  db: Db,
  tenantId: string,
  numbers: string[],
): Promise<Set<string>> {
  const parts = Array.from({ length: Math.ceil(numbers.length / part) }, (_, at) =>
    numbers.slice(at * part, (at + 1) * part),
  );
  const found = await Promise.all(parts.map((some) => read(db, tenantId, some)));
  return new Set(found.flat());
}

async function read(db: Db, tenantId: string, among?: string[]): Promise<string[]> {
  const all = db.from("opt_outs").select("number").eq("tenant_id", tenantId).eq("opted_out", true);
  const { data, error } = await (among ? all.in("number", among) : all.limit(1));
  if (error) throw new Error("The opt-outs could not be read", { cause: error });
  return data.map(({ number }) => number);
}
