import type { Account } from "@/local/carrier/engine/account";
import {
  FINAL,
  type MediaData,
  type MessageData,
  type Texting,
} from "@/local/carrier/engine/messages/message";
import { mediaOf, messagesOf } from "@/local/carrier/engine/messages/messages";
import { optOutsOf } from "@/local/carrier/engine/messages/opt-out";
import { priceMessageLater } from "@/local/carrier/engine/messages/price";
import { enqueue, settleLater } from "@/local/carrier/engine/messages/send";
import { textingOf } from "@/local/carrier/engine/messages/texting";

/** What is kept of an account's texts; each is absent in what was kept before there were any. */
export type KeptMessages = {
  messages?: MessageData[];
  /** The bytes lie beside, a file each. */
  media?: Omit<MediaData, "bytes">[];
  optOuts?: string[];
  texting?: [phoneNumber: string, texting: Texting][];
};

export function takeMessages(account: Account): KeptMessages {
  return {
    messages: [...messagesOf(account).values()],
    media: [...mediaOf(account).values()].map(({ bytes: _bytes, ...media }) => media),
    optOuts: [...optOutsOf(account)],
    texting: [...textingOf(account)],
  };
}

/** Brings messages back and goes on with those that were under way. */
export function restoreMessages(account: Account, kept: KeptMessages): void {
  for (const key of kept.optOuts ?? []) optOutsOf(account).add(key);
  for (const [phoneNumber, texting] of kept.texting ?? []) {
    textingOf(account).set(phoneNumber, texting);
  }
  for (const message of kept.messages ?? []) {
    messagesOf(account).set(message.sid, message);
    if (message.status === "sent") settleLater(account, message);
    else if (!FINAL.has(message.status)) enqueue(account, message);
    else if (message.price === null && message.sentAt !== null) priceMessageLater(account, message);
  }
}
