import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { type MessageEvent, recordMessageEvent } from "@/lib/messages/event";
import type { MessageHook } from "@/lib/messages/hook";
import { keepUnreadable } from "@/lib/messages/unreadable";
import { type ApiRoute, type Reply, twimlReply } from "@/lib/twilio/reply";
import { type Hook, twilioWebhook } from "@/lib/twilio/webhook";

const unknownMessage = () => new AppError("not_found", "unknown_message", "Unknown message");
const nothing = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/**
 * Handles a webhook about messages: read → recorded, in one transaction → an empty answer, so that
 * nothing is sent back. Without the database it is 503, and Twilio sends it again.
 */
export function messageRoute(name: string, webhook: MessageHook): ApiRoute {
  const done: Reply = webhook.expectsTwiml ? twimlReply(nothing) : { status: 204 };
  return twilioWebhook(
    async (hook) => {
      const event = await readOrKeep(name, hook, webhook);
      if (event && !(await recordMessageEvent(hook.line.tenant_id, event))) throw unknownMessage();
      return done;
    },
    { speaks: false },
  );
}

async function readOrKeep(
  name: string,
  hook: Hook,
  webhook: MessageHook,
): Promise<MessageEvent | null> {
  try {
    return webhook.read(hook);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    await keepUnreadable(name, hook, z.prettifyError(error));
    return null;
  }
}
