import "server-only";
import { type Cursor, olderThan, pageOf } from "@/lib/call-log/cursor";
import type { Db } from "@/lib/db/supabase/server";

const columns = "id, number, reason, created_at, profiles(name)";

/** A page of whom a tenant blocks, newest first. */
export async function listBlocked(
  db: Db,
  tenantId: string,
  { before, size }: { before?: Cursor; size: number },
) {
  let request = db.from("blocked_callers").select(columns).eq("tenant_id", tenantId);
  if (before) request = request.lte("created_at", before.created_at).or(olderThan(before));
  const { data, error } = await request
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(size + 1);
  if (error) throw new Error("The blocked callers could not be read", { cause: error });
  return pageOf(data, size);
}

export type BlockedCaller = Awaited<ReturnType<typeof listBlocked>>["rows"][number];

/** Which of these numbers (E.164) are blocked. */
export async function findBlocked(
  db: Db,
  tenantId: string,
  numbers: string[],
): Promise<Set<string>> {
  if (numbers.length === 0) return new Set();
  const { data, error } = await db
    .from("blocked_callers")
    .select("number")
    .eq("tenant_id", tenantId)
    .in("number", [...new Set(numbers)]);
  if (error) throw new Error("The blocked callers could not be read", { cause: error });
  return new Set(data.map(({ number }) => number));
}

/** Blocks a number (E.164); false when it was blocked already. */
export async function addBlocked(
  db: Db,
  tenantId: string,
  number: string,
  reason: string | null,
): Promise<boolean> {
  const { data, error } = await db
    .from("blocked_callers")
    .upsert(
      { tenant_id: tenantId, number, reason },
      { onConflict: "tenant_id,number", ignoreDuplicates: true },
    )
    .select("id");
  if (error) throw new Error("The caller could not be blocked", { cause: error });
  return data.length > 0;
}

export async function removeBlocked(db: Db, tenantId: string, number: string): Promise<void> {
  const { error } = await db
    .from("blocked_callers")
    .delete()
    .eq("tenant_id", tenantId)
    .eq("number", number);
  if (error) throw new Error("The caller could not be unblocked", { cause: error });
}

/** Nobody calls a blocked caller back: their line of the missed callers is closed as spam. */
export async function closeMissedOf(db: Db, tenantId: string, number: string): Promise<void> {
  const dismissed = { dismissed_at: new Date().toISOString(), dismissed_reason: "spam" };
  const { error } = await db
    .from("missed_callers")
    .update(dismissed)
    .eq("tenant_id", tenantId)
    .eq("caller", number)
    .is("closed_at", null);
  if (error) throw new Error("The missed caller could not be dismissed", { cause: error });
}

/** Opens the line that `closeMissedOf` closed for this person. */
export async function reopenMissedOf(
  db: Db,
  tenantId: string,
  userId: string,
  number: string,
): Promise<void> {
  const { error } = await db
    .from("missed_callers")
    .update({ dismissed_at: null })
    .eq("tenant_id", tenantId)
    .eq("caller", number)
    .eq("dismissed_by", userId)
    .eq("dismissed_reason", "spam")
    .is("reached_at", null);
  if (error) throw new Error("The missed caller could not be opened again", { cause: error });
}
