import type { Account } from "@/local/carrier/engine/account";
import { handsetOf } from "@/local/carrier/engine/handsets";
import { fetchFile } from "@/local/carrier/engine/messages/fetch-file";
import type { MessageData, MessageStatus } from "@/local/carrier/engine/messages/message";
import {
  addMedia,
  messagesOf,
  moveMessage,
  openMessage,
} from "@/local/carrier/engine/messages/messages";
import { priceMessageLater } from "@/local/carrier/engine/messages/price";
import { reportStatus } from "@/local/carrier/engine/messages/report";
import { outcomeOf } from "@/local/carrier/engine/messages/texting";
import type { Method } from "@/local/carrier/model";

export type TextPlan = {
  direction: "outbound-api" | "outbound-reply";
  from: string;
  to: string;
  body: string;
  mediaUrls: string[];
  messagingServiceSid: string | null;
  statusCallback: { url: string; method: Method } | null;
  /** When it is to be sent; at once without it. */
  sendAt?: number;
};

const SENDING_MS = 500;

/** Takes a message for sending: what becomes of it is reported as it happens. */
export function sendText(account: Account, plan: TextPlan): MessageData {
  const { mediaUrls, ...rest } = plan;
  const status =
    plan.sendAt !== undefined ? "scheduled" : plan.messagingServiceSid ? "accepted" : "queued";
  const message = openMessage(account, { ...rest, status }, mediaUrls.length > 0);
  // Twilio fetches the files after it has answered.
  void fetchMedia(account, message, mediaUrls).then((errorCode) => {
    if (errorCode !== null) finish(account, message, "failed", errorCode);
    else enqueue(account, message);
  });
  return message;
}

/** Goes on with one that was taken: when its time has come, and by way of its service's queue. */
export function enqueue(account: Account, message: MessageData): void {
  const { clock } = account;
  if (message.status === "queued") {
    clock.after(SENDING_MS, () => dispatch(account, message));
    return;
  }
  const wait = Math.max(0, (message.sendAt ?? 0) - clock.now());
  clock.after(wait, () => {
    if (!isKept(account, message) || message.status === "canceled") return;
    moveMessage(account, message, "queued");
    reportStatus(account, message);
    clock.after(SENDING_MS, () => dispatch(account, message));
  });
}

async function fetchMedia(
  account: Account,
  message: MessageData,
  urls: string[],
): Promise<number | null> {
  for (const url of urls) {
    const fetched = await account.inFlight.track(fetchFile(url));
    if (fetched.kind === "failed") {
      const text = `${fetched.message} (${url})`;
      account.log({ kind: "warning", callSid: null, code: fetched.code, message: text });
      return fetched.code;
    }
    addMedia(account, message, fetched.file);
  }
  return null;
}

function dispatch(account: Account, message: MessageData): void {
  if (!isKept(account, message) || message.status === "canceled") return;
  handsetOf(account, message.to);
  message.sentAt = account.clock.now();
  moveMessage(account, message, "sent");
  reportStatus(account, message);
  settleLater(account, message);
}

/** What the carrier reports of one that was sent, and its price. */
export function settleLater(account: Account, message: MessageData): void {
  priceMessageLater(account, message);
  const { status, errorCode, afterMs } = outcomeOf(account, message);
  if (status === null) return;
  account.clock.after(afterMs, () => finish(account, message, status, errorCode));
}

function finish(
  account: Account,
  message: MessageData,
  status: MessageStatus,
  errorCode: number | null,
): void {
  if (!isKept(account, message)) return;
  moveMessage(account, message, status, errorCode);
  reportStatus(account, message);
}

/** Nothing more is said of a message that was deleted, or was there before a reset. */
function isKept(account: Account, message: MessageData): boolean {
  return messagesOf(account).get(message.sid) === message;
}
