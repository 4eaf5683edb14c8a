import "server-only";
import { type Cursor, olderThan, pageOf } from "@/lib/call-log/cursor";
import { searchContacts } from "@/lib/contacts/store";
import { numberBeginning } from "@/lib/core/phone";
import type { Db } from "@/lib/db/supabase/server";
import type { InboxQuery } from "@/lib/messages/inbox-query";
import { type Hit, searchMessages } from "@/lib/messages/search";
import { threadColumns } from "@/lib/messages/store";

/** Whose inbox it is: `userId` is the reader. */
type Of = { tenantId: string; userId: string };

/** Of messages that a search finds by their text. */
const maxTexts = 100;

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
  const texts = q ? await findTexts(db, q, { show, closed }) : new Map<string, Hit>();
  if (q) query = query.or(await matching(db, q, country, texts));
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
    data.map((row) => ({ ...row, created_at: row.last_message_at, found: texts.get(row.id) })),
    size,
  );
}

export type ThreadRow = Awaited<ReturnType<typeof listThreads>>["rows"][number];

/** The newest message of each thread that has the words that were typed. */
async function findTexts(db: Db, q: string, narrowed: Pick<InboxQuery, "show" | "closed">) {
  const hits = await searchMessages(db, q, { size: maxTexts, ...narrowed });
  return new Map(hits.toReversed().map((hit) => [hit.thread_id, hit]));
}

/**
 * Threads with contacts that are found so, with a number that begins so, or with messages that have
 * these words.
 */
async function matching(
  db: Db,
  q: string,
  country: string,
  texts: Map<string, Hit>,
): Promise<string> {
  const found = await searchContacts(db, q, { country, size: 50 });
  const ids = found.map(({ id }) => id);
  const digits = numberBeginning(q, country);
  return [
    `contact_id.in.(${ids.join(",")})`,
    `id.in.(${[...texts.keys()].join(",")})`,
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
