import type { MessageView } from "@/local/carrier/control/types";
import type { Account } from "@/local/carrier/engine/account";
import type { Handset } from "@/local/carrier/engine/handset";
import type { MessageData } from "@/local/carrier/engine/messages/message";
import { mediaOf, messagesOf } from "@/local/carrier/engine/messages/messages";
import { receiveText } from "@/local/carrier/engine/messages/receive";

/** A person types a message to one of the account's numbers. */
export function textFrom(
  account: Account,
  { phoneNumber }: Handset,
  text: { to: string; body: string; media: { contentType: string; base64: string }[] },
): { sid: string } {
  const media = text.media.map(({ contentType, base64 }) => ({
    contentType,
    bytes: Buffer.from(base64, "base64"),
  }));
  const { sid } = receiveText(account, { from: phoneNumber, to: text.to, body: text.body, media });
  return { sid };
}

/** Oldest first. */
export function viewMessages(account: Account): MessageView[] {
  return [...messagesOf(account).values()]
    .map((message) => viewMessage(account, message))
    .sort((one, other) => one.createdAt - other.createdAt);
}

/** What a phone sent, and what has reached it. */
export function viewMessagesOf(account: Account, phoneNumber: string): MessageView[] {
  return viewMessages(account).filter(
    ({ from, to, direction, status }) =>
      (direction === "inbound" && from === phoneNumber) ||
      (direction !== "inbound" && to === phoneNumber && hasArrived(status)),
  );
}

function hasArrived(status: MessageData["status"]): boolean {
  return status === "sent" || status === "delivered";
}

function viewMessage(account: Account, message: MessageData): MessageView {
  const { sid, direction, from, to, body, status, errorCode, segments, createdAt, price } = message;
  return {
    sid,
    direction,
    from,
    to,
    body,
    status,
    errorCode,
    segments,
    createdAt,
    price,
    media: message.mediaSids.flatMap((id) => {
      const media = mediaOf(account).get(id);
      return media ? [{ sid: media.sid, contentType: media.contentType }] : [];
    }),
    isAutomatic: message.isAutomatic ?? false,
  };
}
