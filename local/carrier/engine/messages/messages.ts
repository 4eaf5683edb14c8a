import type { Account } from "@/local/carrier/engine/account";
import type {
  MediaData,
  MessageData,
  MessageStatus,
} from "@/local/carrier/engine/messages/message";
import { segmentsOf } from "@/local/carrier/engine/messages/segments";
import { perAccount } from "@/local/carrier/engine/per-account";
import { newSid } from "@/local/carrier/sid";

/** The messages of an account by SID, oldest first. */
export const messagesOf = perAccount(() => new Map<string, MessageData>());

/** The files of an account's messages by SID. */
export const mediaOf = perAccount(() => new Map<string, MediaData>());

export type File = { contentType: string; bytes: Buffer };

type MessageInit = Pick<MessageData, "direction" | "from" | "to" | "body" | "status"> &
  Partial<Pick<MessageData, "messagingServiceSid" | "statusCallback" | "sendAt" | "isAutomatic">>;

/** A new message; `hasMedia` decides what its SID begins with. */
export function openMessage(account: Account, init: MessageInit, hasMedia: boolean): MessageData {
  const now = account.clock.now();
  const message: MessageData = {
    sid: newSid(hasMedia ? "MM" : "SM"),
    messagingServiceSid: null,
    statusCallback: null,
    ...init,
    segments: hasMedia ? 1 : segmentsOf(init.body),
    mediaSids: [],
    errorCode: null,
    createdAt: now,
    updatedAt: now,
    sentAt: null,
    price: null,
  };
  messagesOf(account).set(message.sid, message);
  logMessage(account, message);
  return message;
}

export function addMedia(account: Account, message: MessageData, { contentType, bytes }: File) {
  const sid = newSid("ME");
  const createdAt = account.clock.now();
  mediaOf(account).set(sid, { sid, messageSid: message.sid, contentType, bytes, createdAt });
  message.mediaSids.push(sid);
}

export function moveMessage(
  account: Account,
  message: MessageData,
  status: MessageStatus,
  errorCode: number | null = null,
): void {
  message.status = status;
  message.errorCode = errorCode;
  message.updatedAt = account.clock.now();
  logMessage(account, message);
}

function logMessage(account: Account, message: MessageData): void {
  const { sid: messageSid, status, direction, from, to, errorCode } = message;
  account.log({
    kind: "message",
    callSid: null,
    messageSid,
    direction,
    status,
    from,
    to,
    errorCode,
  });
}
