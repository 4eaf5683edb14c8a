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
import {
  ANSWERS,
  changeOptOut,
  isOptedOut,
  type OptOutWord,
  optOutWord,
} from "@/local/carrier/engine/messages/opt-out";
import { priceMessageLater } from "@/local/carrier/engine/messages/price";
import { inboundParams } from "@/local/carrier/engine/messages/report";
import { sendText } from "@/local/carrier/engine/messages/send";
import { serviceOf } from "@/local/carrier/engine/messages/services";
import { type SmsSettings, smsSettings } from "@/local/carrier/engine/messages/settings";

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
    {
      direction: "inbound",
      from,
      to,
      body,
      status: "received",
      messagingServiceSid: serviceOf(account, to)?.sid ?? null,
    },
    media.length > 0,
  );
  for (const file of media) addMedia(account, message, file);
  message.sentAt = message.createdAt;
  priceMessageLater(account, message);
  const word = optOutWord(body);
  if (word && changeOptOut(account, { word, number: to, person: from })) {
    const answer = {
      direction: "outbound-reply",
      from: to,
      to: from,
      body: ANSWERS[word],
    } as const;
    openMessage(account, { ...answer, status: "delivered", isAutomatic: true }, false);
  }
  void answerText(account, message, smsSettings(account, number), word);
  return message;
}

async function answerText(
  account: Account,
  message: MessageData,
  settings: SmsSettings | null,
  word: OptOutWord | null,
): Promise<void> {
  if (!settings) return;
  const files = message.mediaSids.flatMap((sid) => mediaOf(account).get(sid) ?? []);
  const params = [...inboundParams(account, message, files)];
  if (word && account.options.hasAdvancedOptOut) params.push(["OptOutType", word]);
  const replies = await loadReplies(account, { ...settings, params, messageSid: message.sid });
  for (const { body, mediaUrls, statusCallback, ...reply } of replies) {
    const to = reply.to ?? message.from;
    const from = reply.from ?? message.to;
    if (isOptedOut(account, from, to)) {
      const text = `${to} wants no messages of ${from}`;
      account.log({ kind: "warning", callSid: null, code: 21610, message: text });
      continue;
    }
    sendText(account, {
      direction: "outbound-reply",
      from,
      to,
      body,
      mediaUrls,
      messagingServiceSid: null,
      statusCallback,
    });
  }
}
