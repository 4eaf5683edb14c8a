import { z } from "zod";
import type { MessageHook } from "@/lib/messages/hook";
import { MessageStatusEvent } from "@/lib/twilio/schema";
import { fieldReader, notOurs } from "@/lib/voice/hook";

const fields = fieldReader(MessageStatusEvent);
const Query = z.object({ message: z.uuid() });

/**
 * A message that was sent has a new status. The URL names it, so that it is known before the answer
 * to its creation is.
 */
export const status: MessageHook = {
  read(hook) {
    const query = Query.safeParse(Object.fromEntries(hook.query));
    if (!query.success) throw notOurs();
    const event = fields(hook);
    return {
      type: "status",
      dedupe_key: ["status", event.MessageSid, event.MessageStatus, event.ErrorCode ?? ""].join(
        ":",
      ),
      message_id: query.data.message,
      message_sid: event.MessageSid,
      status: event.MessageStatus,
      error_code: event.ErrorCode,
      occurred_at: hook.receivedAt.toISOString(),
      query: hook.query.toString(),
      data: hook.params,
    };
  },
};
