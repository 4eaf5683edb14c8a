import "server-only";
import { type Cursor, olderThan, pageOf } from "@/lib/call-log/cursor";
import type { Db } from "@/lib/db/supabase/server";

const columns = "id, kind, subject, facts, in_browser, created_at, read_at";

type Of = { tenantId: string; userId: string };

/** A page of a person's notifications, newest first; with `unread`, only what is not read yet. */
export async function listNotifications(
  db: Db,
  { tenantId, userId }: Of,
  { unread, before, size }: { unread: boolean; before?: Cursor; size: number },
) {
  let query = db
    .from("notifications")
    .select(columns)
    .eq("tenant_id", tenantId)
    .eq("user_id", userId);
  if (unread) query = query.is("read_at", null);
  if (before) query = query.lte("created_at", before.created_at).or(olderThan(before));
  const { data, error } = await query
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(size + 1);
  if (error) throw new Error("The notifications could not be read", { cause: error });
  return pageOf(data, size);
}

/** Marks a person's notifications as read: these, or all until a moment (ISO). */
export async function markRead(
  db: Db,
  { tenantId, userId }: Of,
  which: { ids: string[] } | { until: string },
): Promise<void> {
  const unread = db
    .from("notifications")
    .update({ read_at: new Date().toISOString() })
    .eq("tenant_id", tenantId)
    .eq("user_id", userId)
    .is("read_at", null);
  const { error } = await ("ids" in which
    ? unread.in("id", which.ids)
    : unread.lte("created_at", which.until));
  if (error) throw new Error("The notifications could not be marked as read", { cause: error });
}
