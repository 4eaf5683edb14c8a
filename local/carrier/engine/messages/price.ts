import type { Account } from "@/local/carrier/engine/account";
import type { MessageData } from "@/local/carrier/engine/messages/message";

/** US dollars a segment, a picture message, and what carriers add for a US number. */
const PER_SEGMENT = { inbound: 0.0083, outbound: 0.0083 };
const PER_MMS = { inbound: 0.0165, outbound: 0.022 };
const DELAY_MS = 4000;

export function messagePrice({ direction, segments, sid }: MessageData): string {
  const side = direction === "inbound" ? "inbound" : "outbound";
  const price = sid.startsWith("MM") ? PER_MMS[side] : PER_SEGMENT[side] * segments;
  return (-price).toFixed(5);
}

/** Twilio knows a message's price only some seconds after it was sent, without a webhook. */
export function priceMessageLater(account: Account, message: MessageData): void {
  account.clock.after(DELAY_MS, () => {
    message.price = messagePrice(message);
    message.updatedAt = account.clock.now();
    account.journal.changed();
  });
}
