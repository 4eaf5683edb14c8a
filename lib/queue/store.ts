import "server-only";
import type { Db } from "@/lib/db/supabase/server";

const columns =
  "call_id, route_id, step, name, state, joined_at, heard_at, ringing, taken_by, taken_at, calls(customer_number, contacts(id, name, company))";

/** Nobody waits in more than a few queues. */
const maxShown = 500;

/** Everybody in the tenant's queues, the next first: who waits, is rung for or called back. */
export async function listQueue(db: Db, tenantId: string) {
  const { data, error } = await db
    .from("queue_entries")
    .select(columns)
    .eq("tenant_id", tenantId)
    .in("state", ["waiting", "ringing", "callback", "calling"])
    .order("priority", { ascending: false })
    .order("joined_at")
    .order("call_id")
    .limit(maxShown);
  if (error) throw new Error("The queues could not be read", { cause: error });
  return data;
}
export type QueueRow = Awaited<ReturnType<typeof listQueue>>[number];
