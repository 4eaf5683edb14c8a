import "server-only";
import type { QueryData } from "@supabase/supabase-js";
import { type Cursor, olderThan, pageOf } from "@/lib/call-log/cursor";
import type { LogFilters } from "@/lib/call-log/schema";
import { addDays, dayStart } from "@/lib/core/time";
import type { Db } from "@/lib/db/supabase/server";

/** A call with the names around it; recordings come back only for those who may hear them. */
const columns =
  "id, direction, status, stage, outcome, duration_seconds, from_number, to_number, customer_number, recording_requested, imported_at, error_message, created_at, ended_at, user_id, contact_id, phone_number_id, contacts(id, name), profiles(name), recordings(id, status, duration_seconds, started_at)";

const callRows = (db: Db) => db.from("calls").select(columns);

export type CallRow = QueryData<ReturnType<typeof callRows>>[number];

/**
 * A page of a tenant's calls, newest first, all or those of one contact. `filters.from` and
 * `filters.to` are days of `timeZone`, both included.
 */
export async function listCalls(
  db: Db,
  tenantId: string,
  filters: LogFilters & { contact?: string },
  timeZone: string,
  page: { before?: Cursor; size: number },
) {
  let query = callRows(db).eq("tenant_id", tenantId);
  if (filters.direction) query = query.eq("direction", filters.direction);
  if (filters.outcome) query = query.eq("outcome", filters.outcome);
  if (filters.contact) query = query.eq("contact_id", filters.contact);
  if (filters.person) query = query.eq("user_id", filters.person);
  if (filters.from) query = query.gte("created_at", dayStart(filters.from, timeZone));
  if (filters.to) query = query.lt("created_at", dayStart(addDays(filters.to, 1), timeZone));
  if (page.before) {
    query = query.lte("created_at", page.before.created_at).or(olderThan(page.before));
  }
  const { data, error } = await query
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(page.size + 1);
  if (error) throw new Error("The calls could not be read", { cause: error });
  return pageOf(data, page.size);
}
