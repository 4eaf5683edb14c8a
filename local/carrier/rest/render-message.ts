import { rfc2822 } from "@/local/carrier/dates";
import type { Account } from "@/local/carrier/engine/account";
import type { MediaData, MessageData } from "@/local/carrier/engine/messages/message";
import { mediaPath } from "@/local/carrier/engine/messages/report";
import { accountPath } from "@/local/carrier/rest/render";

/** What Twilio says of each error in the message itself. */
const ERRORS: Record<number, string> = {
  11200: "HTTP retrieval failure",
  11751: "Media exceeds mms message size limit",
  12300: "Invalid Content-Type",
  21610: "Attempt to send to unsubscribed recipient",
  30003: "Unreachable destination handset",
  30005: "Unknown destination handset",
  30006: "Landline or unreachable carrier",
  30007: "Message filtered",
  30008: "Unknown error",
  30032: "Toll-Free Number Has Not Been Verified",
  30034: "US A2P 10DLC - Message from an Unregistered Number",
};

export function renderMessage(account: Account, message: MessageData): Record<string, unknown> {
  const uri = `${accountPath(account)}/Messages/${message.sid}`;
  const { errorCode, sentAt, status } = message;
  return {
    body: message.body,
    num_segments: String(message.segments),
    direction: message.direction,
    // Which number of a service sends is known only once it is in its queue.
    from: status === "accepted" || status === "scheduled" ? null : message.from,
    to: message.to,
    date_updated: rfc2822(message.updatedAt),
    price: message.price,
    error_message: errorCode === null ? null : (ERRORS[errorCode] ?? null),
    uri: `${uri}.json`,
    account_sid: account.sid,
    num_media: String(message.mediaSids.length),
    status,
    messaging_service_sid: message.messagingServiceSid,
    sid: message.sid,
    date_sent: sentAt === null ? null : rfc2822(sentAt),
    date_created: rfc2822(message.createdAt),
    error_code: errorCode,
    price_unit: "USD",
    api_version: "2010-04-01",
    subresource_uris: { media: `${uri}/Media.json` },
  };
}

export function renderMedia(account: Account, media: MediaData): Record<string, unknown> {
  return {
    sid: media.sid,
    account_sid: account.sid,
    parent_sid: media.messageSid,
    content_type: media.contentType,
    date_created: rfc2822(media.createdAt),
    date_updated: rfc2822(media.createdAt),
    uri: `${mediaPath(account.sid, media.messageSid, media.sid)}.json`,
  };
}
