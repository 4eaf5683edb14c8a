import type { MessageHook } from "@/lib/messages/hook";
import { incoming } from "@/lib/messages/incoming";
import { status } from "@/lib/messages/status";
import type { MessageRoute } from "@/lib/twilio/urls";

/** Every webhook about messages, by the last part of its path below /api/twilio/messages/. */
const webhooks: Record<MessageRoute, MessageHook> = { incoming, status };

const byName: ReadonlyMap<string, MessageHook> = new Map(Object.entries(webhooks));

/** The names of all of them, sorted. */
export const messageWebhookNames: string[] = Object.keys(webhooks).sort();

/** The webhook of this name; undefined when there is none. */
export function messageWebhook(name: string): MessageHook | undefined {
  return byName.get(name);
}
