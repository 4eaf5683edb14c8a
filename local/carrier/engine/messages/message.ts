import type { Method } from "@/local/carrier/model";

export type MessageStatus =
  | "accepted"
  | "scheduled"
  | "queued"
  | "sending"
  | "sent"
  | "delivered"
  | "undelivered"
  | "failed"
  | "canceled"
  | "received";

export type MessageDirection = "inbound" | "outbound-api" | "outbound-reply";

/** What becomes of texts to a handset; it applies to every following one until replaced. */
export const TEXTINGS = [
  "delivers",
  "slow",
  "silent",
  "landline",
  "not-mobile",
  "unreachable",
  "unknown",
  "filtered",
  "unregistered",
  "error",
] as const;

export type Texting = (typeof TEXTINGS)[number];

/** One message as it is kept over restarts. Moments are milliseconds of the account's clock. */
export type MessageData = {
  sid: string;
  direction: MessageDirection;
  from: string;
  to: string;
  body: string;
  segments: number;
  mediaSids: string[];
  status: MessageStatus;
  errorCode: number | null;
  messagingServiceSid: string | null;
  statusCallback: { url: string; method: Method } | null;
  createdAt: number;
  updatedAt: number;
  sentAt: number | null;
  /** When a scheduled one is to be sent. */
  sendAt?: number;
  price: string | null;
  /** Twilio's own answer to an opt-out word: people get it, the API does not list it. */
  isAutomatic?: boolean;
};

export const FINAL: ReadonlySet<MessageStatus> = new Set([
  "delivered",
  "undelivered",
  "failed",
  "canceled",
  "received",
]);

/** A picture or another file of a message. */
export type MediaData = {
  sid: string;
  messageSid: string;
  contentType: string;
  bytes: Buffer;
  createdAt: number;
};
