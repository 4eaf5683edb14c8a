import postgres from "postgres";
import { z } from "zod";
import type { Message } from "@/local/realtime/connection";

const Row = z.object({
  id: z.string(),
  topic: z.string(),
  event: z.string().nullable(),
  extension: z.string(),
  payload: z.unknown(),
});

/**
 * Follows realtime.messages by logical replication and publishes each committed broadcast, in the
 * order of commits. Resolves once it follows; rows before that are not published.
 */
export async function followMessages(
  databaseUrl: string,
  publish: (message: Message) => void,
): Promise<{ close(): Promise<void> }> {
  const sql = postgres(databaseUrl, {
    max: 1,
    onnotice: () => {},
    publications: "supabase_realtime_messages_publication",
    connection: { application_name: "realtime" },
  });
  const subscription = await sql.subscribe("insert:realtime.messages", (found) => {
    const row = Row.safeParse(found);
    if (!row.success || row.data.extension !== "broadcast") return;
    const { id, topic, event, payload } = row.data;
    publish({ topic, payload: { type: "broadcast", event, payload, meta: { id } } });
  });
  return {
    async close() {
      subscription.unsubscribe();
      // Ends the replication connection with it.
      await sql.end({ timeout: 2 });
    },
  };
}
