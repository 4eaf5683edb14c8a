import "server-only";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { mediaKey } from "@/lib/files/key";
import { readFile } from "@/lib/files/storage";
import { addMedia } from "@/lib/messages/media-upload";
import { sendMessage } from "@/lib/messages/send";
import { findMessage } from "@/lib/messages/store";
import { hasFailed } from "@/lib/messages/words/status";

/**
 * Sends a message that failed once more, as a new one with copies of its files; the old one stays
 * as it is. A person does so once: what fails again is sent again from there. Throws as
 * `sendMessage`.
 */
export async function resend(member: Member, id: string): Promise<void> {
  const message = await findMessage(member.db, member.tenant.id, id);
  if (message?.direction !== "outbound" || !hasFailed(message)) {
    const words = "This message hasn't failed any more. Reload the page.";
    throw new AppError("conflict", "not_failed", words);
  }
  const { body, customer_number: to, contact_id, phone_number_id: from } = message;
  if (message.message_media.length < message.media_count) {
    const words = "Its files went out with another message since. Write it again.";
    throw new AppError("conflict", "media_not_found", words);
  }
  const mediaIds: string[] = [];
  for (const file of message.message_media) mediaIds.push(await copyFile(member, file));
  const again = { to, body, mediaIds, from, ...(contact_id && { contactId: contact_id }) };
  await sendMessage(member, again, `again-${id}`).catch((error: unknown) => {
    // Copies have ids of their own, and so a second click asks for something else.
    if (error instanceof AppError && error.code === "idempotency_key_reused") return;
    throw error;
  });
}

async function copyFile(member: Member, { id, name }: { id: string; name: string }) {
  const signal = AbortSignal.timeout(20_000);
  const found = await readFile(mediaKey(member.tenant.id, id), { method: "GET", signal });
  if (!found)
    throw new AppError("unprocessable", "media_not_found", `${name || "A file"} is gone.`);
  return (await addMedia(member, new Uint8Array(await found.arrayBuffer()), name)).id;
}
