import "server-only";
import { maxContacts } from "@/lib/call-lists/limits";
import type { Figure, Reach } from "@/lib/call-lists/progress";
import {
  type CallListSettings,
  type CreateCallList,
  type EntryState,
  RetriesKept,
} from "@/lib/call-lists/schema";
import { type Cursor, olderThan, pageOf } from "@/lib/call-log/cursor";
import { readView } from "@/lib/contact-list/address";
import { filterOf } from "@/lib/contact-list/store";
import { AppError } from "@/lib/core/errors";
import { numberBeginning, searchWords } from "@/lib/core/phone";
import type { Db } from "@/lib/db/supabase/server";
import { whereStill } from "@/lib/edits/still";

const columns =
  "id, name, state, hours_from, hours_until, days, skip_called_days, retries, owner_id, created_at, finished_at";

/** A page of the tenant's call lists, the newest first: those to work through, or finished ones. */
export async function listCallLists(
  db: Db,
  tenantId: string,
  { done, before, size }: { done: boolean; before?: Cursor; size: number },
) {
  let query = db.from("call_lists").select(columns).eq("tenant_id", tenantId);
  query = done ? query.eq("state", "finished") : query.neq("state", "finished");
  if (before) query = query.lte("created_at", before.created_at).or(olderThan(before));
  const { data, error } = await query
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(size + 1);
  if (error) throw new Error("The call lists could not be read", { cause: error });
  return pageOf(data, size);
}

export type CallListRow = Awaited<ReturnType<typeof listCallLists>>["rows"][number];

/** One list; null when it is not this tenant's. */
export async function getCallList(db: Db, tenantId: string, id: string) {
  const { data, error } = await db
    .from("call_lists")
    .select(columns)
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("The call list could not be read", { cause: error });
  return data;
}

export type CallList = NonNullable<Awaited<ReturnType<typeof getCallList>>>;

/** What a form edits of a list. */
export function settingsOf(list: CallList): CallListSettings {
  const { name, days, skip_called_days, retries } = list;
  return {
    name,
    days,
    skip_called_days,
    hours_from: list.hours_from.slice(0, 5),
    hours_until: list.hours_until.slice(0, 5),
    retries: RetriesKept.catch({}).parse(retries),
  };
}

/**
 * Adds a list with its contacts, once, however often it is sent. Throws 400 when these are none, or
 * too many; `country` is where numbers are searched as people type them.
 */
export async function addCallList(
  db: Db,
  { ids, q, view, missed, mine, ...list }: CreateCallList,
  country: string,
): Promise<void> {
  const search = q && {
    query: searchWords(q, country),
    number_beginning: numberBeginning(q, country),
  };
  const filter = view && { filter: filterOf(readView(view), country) };
  const wanted = ids.length > 0 ? { ids } : missed ? { missed, mine } : filter || search || {};
  const { data, error } = await db.rpc("create_call_list", { list, wanted });
  if (error) throw new Error("The call list could not be added", { cause: error });
  if (data === 0) {
    const message = missed
      ? "None of these callers is a contact. Add them as contacts first."
      : "There is nobody to call.";
    throw new AppError("bad_request", "nobody_to_call", message);
  }
  if (data > maxContacts) {
    const most = maxContacts.toLocaleString("en");
    const message = `A call list has at most ${most} contacts. Search for fewer.`;
    throw new AppError("bad_request", "too_many_contacts", message);
  }
}

/** Changes a list if it still is as it `was`; false when it is not, or not theirs to change. */
export async function updateCallList(
  db: Db,
  tenantId: string,
  id: string,
  changes: Partial<CallListSettings> & { state?: "active" | "paused" },
  was: object = {},
): Promise<boolean> {
  const update = db.from("call_lists").update(changes).eq("tenant_id", tenantId).eq("id", id);
  const before = Object.entries(was).map(([name, value]) => [
    name,
    name === "retries" ? JSON.stringify(value) : value,
  ]);
  const { data, error } = await whereStill(update, Object.fromEntries(before)).select("id");
  if (error) throw new Error("The call list could not be changed", { cause: error });
  return data.length > 0;
}

/** False when it is not theirs to delete. */
export async function deleteCallList(db: Db, tenantId: string, id: string): Promise<boolean> {
  const { data, error } = await db
    .from("call_lists")
    .delete()
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .select("id");
  if (error) throw new Error("The call list could not be deleted", { cause: error });
  return data.length > 0;
}

/** How many contacts of these lists are in which state, why, by whom and with what outcome. */
export async function readFigures(db: Db, lists: string[]): Promise<Figure[]> {
  if (lists.length === 0) return [];
  const { data, error } = await db.rpc("call_list_figures", { lists });
  if (error) throw new Error("The progress could not be read", { cause: error });
  return data;
}

/** How many of those who wait in a list may be called now, and why the others may not. */
export async function readReach(db: Db, list: string): Promise<Reach[]> {
  const { data, error } = await db.rpc("call_list_reach", { list });
  if (error) throw new Error("Who may be called could not be counted", { cause: error });
  return data;
}

/** A page of a list's contacts in one state, in their order, after a place. */
export async function listEntries(
  db: Db,
  tenantId: string,
  listId: string,
  { state, after, size }: { state: EntryState; after: number; size: number },
) {
  const { data, error } = await db
    .from("call_list_entries")
    .select(
      "id, position, reason, note, attempts, next_attempt_at, call_id, disposition_id, outcome, claimed_by, finished_by, finished_at, contacts(id, name, company)",
    )
    .eq("tenant_id", tenantId)
    .eq("list_id", listId)
    .eq("state", state)
    .gt("position", after)
    .order("position")
    .limit(size + 1);
  if (error) throw new Error("The list's people could not be read", { cause: error });
  const rows = data.slice(0, size);
  return { rows, next: data.length > size ? rows.at(-1)?.position : undefined };
}

export type EntryRow = Awaited<ReturnType<typeof listEntries>>["rows"][number];

export function noCallList(): AppError {
  return new AppError("not_found", "call_list_not_found", "This call list doesn't exist.");
}
