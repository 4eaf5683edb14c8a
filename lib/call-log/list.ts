import "server-only";
import type { QueryData } from "@supabase/supabase-js";
import { type Cursor, olderThan, pageOf } from "@/lib/call-log/cursor";
import { saidArgument } from "@/lib/call-log/figures";
import { daysOf } from "@/lib/call-log/period";
import type { LogFilters } from "@/lib/call-log/schema";
import { columnsOf } from "@/lib/call-log/status";
import { numberBeginning, searchWords } from "@/lib/core/phone";
import { addDays, dayOf, dayStart } from "@/lib/core/time";
import type { Db } from "@/lib/db/supabase/server";

/** A call with the names around it; recordings come back only for those who may hear them. */
const columns =
  "id, direction, status, stage, outcome, duration_seconds, from_number, to_number, customer_number, recording_requested, imported_at, error_message, created_at, answered_at, ended_at, user_id, callee_id, talked_with, contact_id, phone_number_id, disposition_id, room_people(user_id), contacts(id, name), profiles(name), call_controls(customer_in), recordings(id, status, duration_seconds, started_at)";

const callRows = (db: Db) => db.from("calls").select(columns);

export type CallRow = QueryData<ReturnType<typeof callRows>>[number];

/** From `since` until before `until`, where they are said. */
function momentsOf(filters: LogFilters, timeZone: string) {
  const { from, to } = daysOf(filters, dayOf(new Date(), timeZone));
  return {
    since: from && dayStart(from, timeZone),
    until: to && dayStart(addDays(to, 1), timeZone),
  };
}

/**
 * A page of a tenant's calls, newest first, all or those of one contact. Its days are days of
 * `timeZone`, both included.
 */
export async function listCalls(
  db: Db,
  tenantId: string,
  filters: LogFilters & { contact?: string },
  timeZone: string,
  page: { before?: Cursor; size: number },
) {
  let query = callRows(db).eq("tenant_id", tenantId);
  const { direction, outcome } = columnsOf(filters);
  if (direction) query = query.eq("direction", direction);
  if (outcome) query = query.eq("outcome", outcome);
  if (filters.contact) query = query.eq("contact_id", filters.contact);
  if (filters.person) query = query.eq("user_id", filters.person);
  if (filters.number) query = query.eq("phone_number_id", filters.number);
  if (filters.said === "none") query = query.is("lacks_outcome", true);
  else if (filters.said) query = query.eq("disposition_id", filters.said);
  const { since, until } = momentsOf(filters, timeZone);
  if (since) query = query.gte("created_at", since);
  if (until) query = query.lt("created_at", until);
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

/**
 * As `listCalls`, of whom `typed` may mean: any part of a name or company, or any digits of a
 * number, as people of `country` (ISO 3166-1 alpha-2) type them.
 */
export async function searchCalls(
  db: Db,
  typed: string,
  filters: LogFilters,
  { timeZone, country }: { timeZone: string; country: string },
  page: { before?: Cursor; size: number },
) {
  const { since, until } = momentsOf(filters, timeZone);
  const { direction, outcome } = columnsOf(filters);
  // The last moment is included there.
  const last = until && new Date(Date.parse(until) - 1).toISOString();
  const { data, error } = await db
    .rpc("search_calls", {
      typed: searchWords(typed, country),
      number_beginning: numberBeginning(typed, country),
      page_size: page.size + 1,
      since,
      until: page.before?.created_at ?? last,
      before_id: page.before?.id,
      person: filters.person,
      way: direction,
      ended_as: outcome,
      line: filters.number,
      said: saidArgument(filters),
    })
    .select(columns)
    .order("created_at", { ascending: false })
    .order("id", { ascending: false });
  if (error) throw new Error("The calls could not be searched", { cause: error });
  return pageOf(data, page.size);
}
