import { memberRoute } from "@/lib/auth/route";
import { readKey } from "@/lib/calls/once";
import { AppError } from "@/lib/core/errors";
import { SendMessage } from "@/lib/messages/schema";
import { sendMessage } from "@/lib/messages/send";

/**
 * Sends a text message: `{to, body, mediaIds?, contactId?, from?, sendAt?}` → 201, once for each
 * `Idempotency-Key`. `status` is "queued", "unknown" while nobody knows whether Twilio took it, or
 * "scheduled".
 */
export const POST = memberRoute(async (request, member) => {
  const key = readKey(request.headers);
  const body: unknown = await request.json().catch(() => null);
  const input = SendMessage.safeParse(body);
  if (!input.success) {
    const [issue] = input.error.issues;
    const message = issue?.message ?? "That isn't a message";
    const details = { field: issue?.path.join(".") || "body" };
    throw new AppError("bad_request", "invalid_input", message, { details });
  }
  const sent = await sendMessage(member, input.data, key);
  const { message_id: messageId, thread_id: threadId, message_sid: messageSid } = sent;
  const waiting = sent.status === "scheduled" ? "scheduled" : "unknown";
  // The same to everyone with the key, however far it is by now.
  const status = messageSid ? "queued" : waiting;
  return Response.json({ success: true, messageId, threadId, messageSid, status }, { status: 201 });
});
