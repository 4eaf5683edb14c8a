import "server-only";
import { type Cursor, pageOf } from "@/lib/call-log/cursor";
import type { Db } from "@/lib/db/supabase/server";
import type { Dismiss, MissedFilters } from "@/lib/missed/schema";

const columns =
  "id, kind, calls, rung, first_missed_at, missed_at, reached_at, reached_by, reached_call_id, reached_direction, claimed_by, dismissed_at, dismissed_by, dismissed_reason, dismissed_note, closed_at, last_call:calls(id, customer_number, created_at, user_id, contacts(id, name, company))";

/** A page of the tenant's missed callers, newest first: to be called back, or done with. */
export async function listMissed(
  db: Db,
  { mine, done }: MissedFilters,
  page: { before?: Cursor; size: number },
) {
  const { data, error } = await db
    .rpc("list_missed", {
      mine,
      done,
      page_size: page.size + 1,
      ...(page.before && { before_at: page.before.created_at, before_id: page.before.id }),
    })
    .select(columns);
  if (error) throw new Error("The missed callers could not be read", { cause: error });
  const placed = data.map((row) => ({
    ...row,
    created_at: (done && row.closed_at) || row.missed_at,
  }));
  return pageOf(placed, page.size);
}

export type MissedRow = Awaited<ReturnType<typeof listMissed>>["rows"][number];

/** Which of these calls rang someone who was on another call. */
export async function missedWhileBusy(db: Db, callIds: string[]): Promise<Set<string>> {
  if (callIds.length === 0) return new Set();
  const { data, error } = await db.rpc("missed_while_busy", { call_ids: callIds });
  if (error) throw new Error("Who was on a call could not be read", { cause: error });
  return new Set(data);
}

/** Where counting stops. */
export const maxCounted = 100;

/** How many callers are still to be called back, up to `maxCounted`. */
export async function countMissed(db: Db, tenantId: string): Promise<number> {
  const { data, error } = await db
    .from("missed_callers")
    .select("id")
    .eq("tenant_id", tenantId)
    .is("closed_at", null)
    .order("missed_at", { ascending: false })
    .limit(maxCounted);
  if (error) throw new Error("The missed callers could not be counted", { cause: error });
  return data.length;
}

/**
 * Claims an open line that nobody has claimed, or that `was` theirs. False when it is not so any
 * more.
 */
export async function claimLine(
  db: Db,
  tenantId: string,
  { id, by, was }: { id: string; by: string | null; was: string | null },
): Promise<boolean> {
  const line = db
    .from("missed_callers")
    .update({ claimed_by: by })
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .is("closed_at", null);
  const asked = was === null ? line.is("claimed_by", null) : line.eq("claimed_by", was);
  const { data, error } = await asked.select("id");
  if (error) throw new Error("The caller could not be claimed", { cause: error });
  return data.length > 0;
}

/**
 * Closes an open line whose last call still is the one that was seen. False when it is not so any
 * more.
 */
export async function dismissLine(
  db: Db,
  tenantId: string,
  { id, call_id, reason, note }: Dismiss,
): Promise<boolean> {
  const { data, error } = await db
    .from("missed_callers")
    .update({
      dismissed_at: new Date().toISOString(),
      dismissed_reason: reason,
      dismissed_note: note || null,
    })
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .eq("call_id", call_id)
    .is("closed_at", null)
    .select("id");
  if (error) throw new Error("The caller could not be dismissed", { cause: error });
  return data.length > 0;
}

/**
 * Opens a dismissed line again. False when nobody has dismissed it, or somebody has talked with
 * them since.
 */
export async function reopenLine(db: Db, tenantId: string, id: string): Promise<boolean> {
  const { data, error } = await db
    .from("missed_callers")
    .update({ dismissed_at: null })
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .is("reached_at", null)
    .not("closed_at", "is", null)
    .select("id");
  if (error) throw new Error("The caller could not be opened again", { cause: error });
  return data.length > 0;
}

/** Who is on a line, and whether it is closed; null when it is not this tenant's. */
export async function readLine(db: Db, tenantId: string, id: string) {
  const { data, error } = await db
    .from("missed_callers")
    .select("claimed_by, closed_at, call_id")
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("The caller could not be read", { cause: error });
  return data;
}
