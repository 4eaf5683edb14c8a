import "server-only";
import { z } from "zod";
import type { Db } from "@/lib/db/supabase/server";
import type { InboxQuery } from "@/lib/messages/inbox-query";

const Hit = z.object({
  message_id: z.uuid(),
  thread_id: z.uuid(),
  body: z.string(),
  created_at: z.string(),
  customer_number: z.string(),
  contact_id: z.uuid().nullable(),
  /** The contact's. */
  name: z.string().nullable(),
});
/** A message that a search has found. */
export type Hit = z.infer<typeof Hit>;

/** Messages whose text has words that begin so, the newest first; in any thread unless narrowed. */
export async function searchMessages(
  db: Db,
  query: string,
  { size, show, closed }: { size: number } & Partial<Pick<InboxQuery, "show" | "closed">>,
): Promise<Hit[]> {
  const { data, error } = await db.rpc("search_messages", {
    ...{ query, page_size: size },
    ...(show !== undefined && { show }),
    ...(closed !== undefined && { closed }),
  });
  if (error) throw new Error("The messages could not be searched", { cause: error });
  return z.array(Hit).parse(data ?? []);
}
