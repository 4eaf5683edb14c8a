import "server-only";
import { z } from "zod";
import { callMachine } from "@/lib/db/machine/connection";
import { mediaKey } from "@/lib/files/key";
import { storeFile } from "@/lib/files/storage";
import { openCredentials } from "@/lib/twilio/credentials";
import { fetchMessageMedia } from "@/lib/twilio/message-media";

const Waiting = z.object({
  account_sid: z.string(),
  auth_token_ciphertext: z.string(),
  message_sid: z.string(),
  media: z.array(z.object({ id: z.uuid(), media_sid: z.string(), content_type: z.string() })),
});

/**
 * Fetches the files of a message that came in, and stores them; what Twilio has no more says so.
 */
export async function fetchWaitingMedia(
  tenantId: string,
  messageId: string,
): Promise<Record<string, number>> {
  const waiting = Waiting.nullable().parse(
    await callMachine(
      (sql) => sql`select machine.media_to_fetch(${tenantId}, ${messageId}) as result`,
    ),
  );
  if (!waiting || waiting.media.length === 0) return {};
  const credentials = openCredentials(tenantId, waiting);
  for (const { id, media_sid, content_type } of waiting.media) {
    const got = await fetchMessageMedia(credentials, waiting.message_sid, media_sid);
    if ("bytes" in got) {
      const type = got.type || content_type;
      await storeFile(mediaKey(tenantId, id), got.bytes, { type, name: "" });
      await settle(tenantId, { id, bytes: got.bytes.length, content_type: type });
    } else await settle(tenantId, { id, problem: got.problem });
  }
  return { fetched: waiting.media.length };
}

async function settle(tenantId: string, file: Record<string, string | number>): Promise<void> {
  await callMachine(
    (sql) => sql`select machine.settle_media(${tenantId}, ${sql.json(file)}) as result`,
  );
}
