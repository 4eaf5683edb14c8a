import type { Account } from "@/local/carrier/engine/account";
import type { MessageData } from "@/local/carrier/engine/messages/message";
import { placeOf } from "@/local/carrier/phone-number";
import type { Params } from "@/local/carrier/webhook/attempt";
import { deliver } from "@/local/carrier/webhook/deliver";

/** Sends a status to whoever asked for it, without waiting for the answer. */
export function reportStatus(account: Account, message: MessageData): void {
  const { statusCallback, status, errorCode } = message;
  if (!statusCallback) return;
  const params: [string, string][] = [
    ...shared(account, message),
    ["MessageStatus", status],
    ["SmsStatus", status],
  ];
  if (errorCode !== null) params.push(["ErrorCode", String(errorCode)]);
  if (status === "delivered") params.push(["RawDlrDoneDate", dlrDate(account.clock.now())]);
  void deliver(account, {
    kind: "message-status",
    ...statusCallback,
    params,
    callSid: null,
    subject: message.sid,
    event: status,
  });
}

/** What an inbound message's webhook carries (https://www.twilio.com/docs/messaging/guides/webhook-request). */
export function inboundParams(
  account: Account,
  message: MessageData,
  media: readonly { sid: string; contentType: string }[],
): Params {
  const { sid, from, to, body, segments } = message;
  const params: [string, string][] = [
    ...shared(account, message),
    ["SmsMessageSid", sid],
    ["SmsStatus", "received"],
    ["Body", body],
    ["NumMedia", String(media.length)],
    ["NumSegments", String(segments)],
  ];
  for (const [side, number] of [
    ["From", from],
    ["To", to],
  ] as const) {
    for (const [part, value] of Object.entries(placeOf(number))) {
      params.push([side + part, value]);
    }
  }
  for (const [index, file] of media.entries()) {
    params.push(
      [`MediaUrl${index}`, account.origin() + mediaPath(account.sid, sid, file.sid)],
      [`MediaContentType${index}`, file.contentType],
    );
  }
  return params;
}

/** The address of a file's bytes. */
export function mediaPath(accountSid: string, messageSid: string, mediaSid: string): string {
  return `/2010-04-01/Accounts/${accountSid}/Messages/${messageSid}/Media/${mediaSid}`;
}

function shared(account: Account, message: MessageData): [string, string][] {
  const { sid, from, to, messagingServiceSid } = message;
  const params: [string, string][] = [
    ["AccountSid", account.sid],
    ["ApiVersion", "2010-04-01"],
    ["MessageSid", sid],
    ["SmsSid", sid],
    ["From", from],
    ["To", to],
  ];
  if (messagingServiceSid !== null) params.push(["MessagingServiceSid", messagingServiceSid]);
  return params;
}

/** As carriers write it in a delivery receipt: YYMMDDhhmm. */
function dlrDate(ms: number): string {
  return new Date(ms).toISOString().replace(/\D/g, "").slice(2, 12);
}
