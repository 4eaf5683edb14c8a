import "server-only";
import { type Cursor, olderThan, pageOf } from "@/lib/call-log/cursor";
import { searchContacts } from "@/lib/contacts/store";
import { numberBeginning } from "@/lib/core/phone";
import type { Db } from "@/lib/db/supabase/server";
import type { InboxQuery } from "@/lib/messages/inbox-query";
import { threadColumns } from "@/lib/messages/store";

/** Whose inbox it is: `userId` is the reader. */
type Of = { tenantId: string; userId: string };

/** Where counting stops. */
export const maxCounted = 100;

/** A page of threads, the one with the newest message first. */
export async function listThreads(
  db: Db,
  { tenantId, userId }: Of,
  { show, closed, q }: InboxQuery,
  { before, size, country }: { before: Cursor | undefined; size: number; country: string },
) {
  let query = db.from("message_threads").select(threadColumns).eq("tenant_id", tenantId);
  query = closed ? query.not("closed_at", "is", null) : query.is("closed_at", null);
  if (show === "mine") query = query.eq("owner_id", userId);
  if (show === "unassigned") query = query.is("owner_id", null);
  if (q) query = query.or(await matching(db, q, country));
  if (before) {
    const older = olderThan(before).replace("created_at", "last_message_at");
    query = query.lte("last_message_at", before.created_at).or(older);
  }
  const { data, error } = await query
    .order("last_message_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(size + 1);
  if (error) throw new Error("The threads could not be read", { cause: error });
  return pageOf(
    data.map((row) => ({ ...row, created_at: row.last_message_at })),
    size,
  );
}

export type ThreadRow = Awaited<ReturnType<typeof listThreads>>["rows"][number];

/** Threads with contacts that are found so, or with a number that begins so. */
async function matching(db: Db, q: string, country: string): Promise<string> {
  const found = await searchContacts(db, q, { country, size: 50 });
  const ids = found.map(({ id }) => id);
  const digits = numberBeginning(q, country);
  return [
    `contact_id.in.(${ids.join(",")})`,
    ...(digits ? [`customer_number.like.+${digits}*`] : []),
  ].join(",");
}

/** How many of one's own threads and of nobody's have something unread, to `maxCounted`. */
export async function countUnread(db: Db, { tenantId, userId }: Of): Promise<number> {
  const { data, error } = await db
    .from("message_threads")
    .select("id")
    .eq("tenant_id", tenantId)
    .gt("unread_count", 0)
    .or(`owner_id.is.null,owner_id.eq.${userId}`)
    .order("last_message_at", { ascending: false })
    .limit(maxCounted);
  if (error) throw new Error("The threads could not be counted", { cause: error });
  return data.length;
}
