import { callMachine } from "@/lib/db/machine/connection";
import type { Tables } from "@/lib/db/supabase/database.types";
import type { Db } from "@/lib/db/supabase/server";

export type CallerId = Tables<"caller_ids">;

/** The tenant's caller IDs, the oldest first; with `verified`, only those that calls may show. */
export async function readCallerIds(
  db: Db,
  tenantId: string,
  { verified = false } = {},
): Promise<CallerId[]> {
  const every = db.from("caller_ids").select().eq("tenant_id", tenantId);
  const wanted = verified ? every.not("verified_at", "is", null) : every;
  const { data, error } = await wanted.order("created_at").order("id");
  if (error) throw new Error("Reading the caller IDs failed", { cause: error });
  return data;
}

/** Null when the tenant has none with this id. */
export async function findCallerId(db: Db, tenantId: string, id: string): Promise<CallerId | null> {
  const { data, error } = await db
    .from("caller_ids")
    .select()
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("Reading the caller ID failed", { cause: error });
  return data;
}

/** Adds a number, or gives the one that is there already. */
export async function addCallerId(
  db: Db,
  tenantId: string,
  { number, name }: { number: string; name: string | null },
): Promise<CallerId> {
  const added = await db
    .from("caller_ids")
    .insert({ tenant_id: tenantId, number, name })
    .select()
    .single();
  if (!added.error) return added.data;
  if (added.error.code !== "23505") throw savingFailed(added.error);
  const { data, error } = await db
    .from("caller_ids")
    .select()
    .eq("tenant_id", tenantId)
    .eq("number", number)
    .single();
  if (error) throw savingFailed(error);
  return data;
}

/** Twilio lets calls show it from now on. */
export async function settleCallerId(tenantId: string, id: string, sid: string): Promise<void> {
  await callMachine(
    (sql) => sql`select machine.settle_caller_id(${tenantId}, ${id}, ${sid}) as result`,
  );
}

export async function forgetCallerId(db: Db, tenantId: string, id: string): Promise<void> {
  const { error } = await db.from("caller_ids").delete().eq("tenant_id", tenantId).eq("id", id);
  if (error) throw new Error("Removing the caller ID failed", { cause: error });
}

function savingFailed(cause: unknown): Error {
  return new Error("Saving the caller ID failed", { cause });
}
