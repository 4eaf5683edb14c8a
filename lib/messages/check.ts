import "server-only";
import type { Turn } from "@/lib/core/job";
import { type MessageEvent, recordMessageEvent } from "@/lib/messages/event";
import { claimChecks, type MessageCheck, sidsInUse } from "@/lib/messages/machine";
import { openCredentials } from "@/lib/twilio/credentials";
import { fetchMessage, listSent, type TwilioMessage } from "@/lib/twilio/messages";

/** After as many looks, a message that Twilio does not have was never taken. */
const maxLooks = 6;
const batch = 20;

/**
 * Asks Twilio about messages whose status or price has not come, and finds those whose creation was
 * never answered: by their numbers, text and time, among those that no row has. Nothing is sent.
 */
export async function checkMessages(turn: Turn): Promise<Record<string, number>> {
  let checked = 0;
  while (!turn.over) {
    const due = await claimChecks(new Date(), batch);
    for (const message of due) {
      await check(message).catch((error: unknown) => {
        const why = error instanceof Error ? error.message : error;
        console.error(`message ${message.message_id} could not be checked:`, why);
      });
      checked += 1;
    }
    if (due.length < batch) break;
  }
  return checked > 0 ? { checked } : {};
}

async function check(message: MessageCheck): Promise<void> {
  const { tenant_id: tenantId, message_sid: sid } = message;
  const credentials = openCredentials(tenantId, message);
  if (sid) {
    const found = await fetchMessage(credentials, sid);
    if (found) await recordMessageEvent(tenantId, fetched(message, found));
    return;
  }
  // Our clock and Twilio's, which has whole seconds, may differ.
  const since = new Date(Date.parse(message.created_at) - 30_000);
  const sent = await listSent(credentials, { from: message.from_number, to: message.to, since });
  const ours = sent.filter(({ body }) => body === message.body);
  const taken = await sidsInUse(
    tenantId,
    ours.map((each) => each.sid),
  );
  const found = ours.find((each) => !taken.has(each.sid));
  if (found) await recordMessageEvent(tenantId, fetched(message, found));
  else if (message.checks >= maxLooks) await recordMessageEvent(tenantId, gone(message));
}

function fetched(message: MessageCheck, found: TwilioMessage): MessageEvent {
  const { sid, status, segments, price, priceUnit, errorCode } = found;
  return {
    type: "rest.fetch",
    dedupe_key: ["rest.fetch", sid, status, errorCode ?? "", price ?? ""].join(":"),
    message_id: message.message_id,
    message_sid: sid,
    status,
    ...(segments !== null && { segments }),
    ...(price !== null && { price, price_unit: priceUnit ?? "USD" }),
    ...(errorCode !== null && { error_code: errorCode }),
    occurred_at: new Date().toISOString(),
    data: found,
  };
}

function gone({ message_id }: MessageCheck): MessageEvent {
  return {
    type: "rest.gone",
    dedupe_key: `rest.gone:${message_id}`,
    message_id,
    status: "failed",
    error_message: "It never reached Twilio. Send it again.",
    occurred_at: new Date().toISOString(),
    data: {},
  };
}
