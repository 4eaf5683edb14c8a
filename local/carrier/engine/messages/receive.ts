import type { Account } from "@/local/carrier/engine/account";
import { HandsetError } from "@/local/carrier/engine/handset";
import { loadReplies } from "@/local/carrier/engine/messages/document";
import type { MessageData } from "@/local/carrier/engine/messages/message";
import {
  addMedia,
  type File,
  mediaOf,
  openMessage,
} from "@/local/carrier/engine/messages/messages";
import { priceMessageLater } from "@/local/carrier/engine/messages/price";
import { inboundParams } from "@/local/carrier/engine/messages/report";
import { sendText } from "@/local/carrier/engine/messages/send";
import { smsSettings } from "@/local/carrier/engine/messages/settings";

/** Somebody texts one of the account's numbers: its webhook is asked, and may reply. */
export function receiveText(
  account: Account,
  text: { from: string; to: string; body: string; media: File[] },
): MessageData {
  const number = account.numberOf(text.to);
  if (!number) throw new HandsetError(`${text.to} is not a number of this account`);
  const { from, to, body, media } = text;
  const message = openMessage(
    account,
    { direction: "inbound", from, to, body, status: "received" },
    media.length > 0,
  );
  for (const file of media) addMedia(account, message, file);
  message.sentAt = message.createdAt;
  priceMessageLater(account, message);
  void answerText(account, message, smsSettings(account, number));
  return message;
}

async function answerText(
  account: Account,
  message: MessageData,
  settings: ReturnType<typeof smsSettings>,
): Promise<void> {
  if (!settings) return;
  const files = message.mediaSids.flatMap((sid) => mediaOf(account).get(sid) ?? []);
  const params = inboundParams(account, message, files);
  const replies = await loadReplies(account, { ...settings, params, messageSid: message.sid });
  for (const { body, mediaUrls, to, from, statusCallback } of replies) {
    sendText(account, {
      direction: "outbound-reply",
      from: from ?? message.to,
      to: to ?? message.from,
      body,
      mediaUrls,
      messagingServiceSid: null,
      statusCallback,
    });
  }
}
