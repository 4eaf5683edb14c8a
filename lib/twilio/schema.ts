import { z } from "zod";

export const callSid = z.string().regex(/^CA[0-9a-f]{32}$/);
const accountSid = z.string().regex(/^AC[0-9a-f]{32}$/);
const recordingSid = z.string().regex(/^RE[0-9a-f]{32}$/);

/** Whether a form field is an account's SID, and one only. */
export function isAccountSid(value: unknown): value is string {
  return accountSid.safeParse(value).success;
}

const seconds = z.coerce.number().int().min(0).max(1_000_000);

/** Twilio's CallStatus; `initiated` exists in webhooks only and means queued. */
export const CallStatusWord = z
  .enum([
    "initiated",
    "queued",
    "ringing",
    "in-progress",
    "completed",
    "busy",
    "no-answer",
    "failed",
    "canceled",
  ])
  .transform((word) => (word === "initiated" ? "queued" : word));

/** A year that a call can have: JavaScript reads times that Postgres cannot keep. */
const centuries = { from: Date.UTC(2000, 0), to: Date.UTC(2200, 0) };

/** RFC 2822, as Twilio writes its times, to ISO 8601. */
export const TwilioTime = z
  .string()
  .transform((value) => new Date(value))
  .refine((date) => date.getTime() >= centuries.from && date.getTime() < centuries.to, {
    error: "is not a time",
  })
  .transform((date) => date.toISOString());

const Leg = z.object({
  AccountSid: accountSid,
  CallSid: callSid,
  ParentCallSid: callSid.optional(),
  CallStatus: CallStatusWord,
  From: z.string().max(200).default(""),
  To: z.string().max(200).default(""),
});

/**
 * A request for TwiML: https://www.twilio.com/docs/voice/twiml#request-parameters
 * ForwardedFrom is whatever the carrier before Twilio said.
 */
export const VoiceRequest = Leg.extend({ ForwardedFrom: z.string().optional() });

/** A request for TwiML after a <Gather>. */
export const GatherRequest = Leg.extend({ Digits: z.string().max(32).default("") });

/** The action of a <Dial>, about the parent leg: https://www.twilio.com/docs/voice/twiml/dial#action */
export const DialedRequest = Leg.extend({
  DialCallSid: z.string().max(64).optional(),
  DialCallStatus: z.string().max(20).optional(),
  DialBridged: z.string().max(20).optional(),
});

/** https://www.twilio.com/docs/voice/api/call-resource#statuscallback */
export const StatusEvent = Leg.extend({
  CallbackSource: z.string().max(60).default("number"),
  SequenceNumber: z.coerce.number().int().min(0).max(10_000).optional(),
  Timestamp: TwilioTime.optional(),
  CallDuration: seconds.optional(),
  SipResponseCode: z.coerce.number().int().min(0).max(999).optional(),
});

/** https://www.twilio.com/docs/voice/api/recording#recording-status-callback */
export const RecordingEvent = z.object({
  AccountSid: accountSid,
  CallSid: callSid,
  RecordingSid: recordingSid,
  RecordingStatus: z.enum(["in-progress", "completed", "absent"]),
  RecordingDuration: seconds.optional(),
  RecordingChannels: z.coerce.number().int().min(1).max(2).optional(),
  RecordingSource: z.string().max(60).optional(),
  RecordingStartTime: TwilioTime.optional(),
});

/** https://www.twilio.com/docs/voice/twiml/conference#attributes-status-callback */
export const ConferenceEvent = z.object({
  AccountSid: accountSid,
  ConferenceSid: z.string().regex(/^CF[0-9a-f]{32}$/),
  CallSid: callSid.optional(),
  StatusCallbackEvent: z.string().max(60),
  SequenceNumber: z.coerce.number().int().min(0).max(100_000).optional(),
  Timestamp: TwilioTime.optional(),
});

/** https://www.twilio.com/docs/voice/twiml/stream#status-callback-parameters */
export const StreamEvent = z.object({
  AccountSid: accountSid,
  CallSid: callSid,
  StreamSid: z.string().regex(/^MZ[0-9a-f]{32}$/),
  StreamEvent: z.enum(["stream-started", "stream-stopped", "stream-error"]),
  StreamError: z.string().max(500).optional(),
  Timestamp: TwilioTime.optional(),
});

const messageSid = z.string().regex(/^(SM|MM)[0-9a-f]{32}$/);

/** Twilio's MessageStatus: https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */
export const MessageStatusWord = z
  .enum([
    ...["accepted", "scheduled", "queued", "sending", "sent", "receiving"],
    ...["received", "delivered", "undelivered", "failed", "read", "canceled"],
  ] as const)
  .transform((word) => (word === "scheduled" ? "accepted" : word));
export type MessageStatusWord = z.infer<typeof MessageStatusWord>;

/**
 * A message that came in: https://www.twilio.com/docs/messaging/guides/webhook-request
 * MediaUrl0 and MediaContentType0 and the following are read beside it.
 */
export const IncomingMessage = z.object({
  AccountSid: accountSid,
  MessageSid: messageSid,
  From: z.string().min(1).max(60),
  To: z.string().max(60),
  Body: z.string().max(5_000).default(""),
  NumMedia: z.coerce.number().int().min(0).max(10).default(0),
  NumSegments: z.coerce.number().int().min(0).max(100).default(1),
  OptOutType: z.string().max(20).optional(),
});

/** https://www.twilio.com/docs/messaging/guides/track-outbound-message-status */
export const MessageStatusEvent = z.object({
  AccountSid: accountSid,
  MessageSid: messageSid,
  MessageStatus: MessageStatusWord,
  ErrorCode: z.coerce.number().int().min(0).max(9_999_999).optional(),
});
