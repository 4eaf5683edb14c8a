export type CallStatus =
  | "queued"
  | "ringing"
  | "in-progress"
  | "completed"
  | "busy"
  | "failed"
  | "no-answer"
  | "canceled";

export type CallEvent = "initiated" | "ringing" | "answered" | "completed";
export type Method = "GET" | "POST";
export type Direction = "inbound" | "outbound-api" | "outbound-dial";

/** What is sent along with a call from or to a browser, by name. */
export type Parameters = readonly (readonly [name: string, value: string])[];

/** Where TwiML is fetched when the first address fails. */
export type Fallback = { url: string; method: Method } | null;

/** Where a leg's events go, and which of them; the sequence counts what was sent from here. */
export type StatusTarget = { url: string; method: Method; events: CallEvent[]; sequence: number };

/** One leg as it is kept over restarts. Moments are milliseconds of the account's clock. */
export type CallData = {
  sid: string;
  parentSid: string | null;
  phoneNumberSid: string | null;
  direction: Direction;
  from: string;
  to: string;
  status: CallStatus;
  createdAt: number;
  updatedAt: number;
  startedAt: number | null;
  answeredAt: number | null;
  endedAt: number | null;
  queueMs: number;
  price: string | null;
  /** The number that the caller dialled, where its owner forwards calls to the account's. */
  forwardedFrom?: string;
  /** What came with the call of its caller's number: "TN-Validation-Passed-A". */
  stirVerstat?: string;
  /** The TwiML app through which a browser placed the call. */
  applicationSid?: string;
};

export type RecordingStatus =
  | "in-progress"
  | "paused"
  | "processing"
  | "completed"
  | "absent"
  | "deleted";
export type RecordingEvent = "in-progress" | "completed" | "absent";

export type RecordingTarget = { url: string; method: Method; events: RecordingEvent[] };

export type RecordingData = {
  sid: string;
  /** Of a conference's recording, the first participant's. */
  callSid: string;
  conferenceSid?: string;
  source: "DialVerb" | "OutboundAPI" | "RecordVerb" | "Conference" | "StartCallRecordingAPI";
  channels: 1 | 2;
  track: "both" | "inbound" | "outbound";
  status: RecordingStatus;
  startedAt: number;
  updatedAt: number;
  durationSeconds: number | null;
  /** Since when it has been paused so that the time is left out. */
  skippingSince?: number;
  skippedMs?: number;
  price: string | null;
  target: RecordingTarget | null;
};

export function isLive({ status }: RecordingData): boolean {
  return status === "in-progress" || status === "paused";
}

export type Capabilities = { voice: boolean; sms: boolean; mms: boolean; fax: boolean };

export type NumberData = {
  /** Everything but fax without it. */
  capabilities?: Capabilities;
  sid: string;
  phoneNumber: string;
  friendlyName: string;
  voiceUrl: string;
  voiceMethod: Method;
  voiceFallbackUrl: string;
  voiceFallbackMethod: Method;
  statusCallback: string;
  statusCallbackMethod: Method;
  voiceApplicationSid: string | null;
  trunkSid: string | null;
  voiceCallerIdLookup: boolean;
  voiceReceiveMode: "voice" | "fax";
  smsUrl: string;
  smsMethod: Method;
  smsFallbackUrl: string;
  smsFallbackMethod: Method;
  smsApplicationSid: string | null;
  emergencyStatus: "Active" | "Inactive";
  emergencyAddressSid: string | null;
  identitySid: string | null;
  addressSid: string | null;
  bundleSid: string | null;
  createdAt: number;
  updatedAt: number;
};

export type ApplicationData = {
  /** What becomes of messages; absent in what was kept before there were messages. */
  smsUrl?: string;
  smsMethod?: Method;
  smsFallbackUrl?: string;
  smsFallbackMethod?: Method;
  sid: string;
  friendlyName: string;
  voiceUrl: string;
  voiceMethod: Method;
  voiceFallbackUrl: string;
  voiceFallbackMethod: Method;
  statusCallback: string;
  statusCallbackMethod: Method;
  createdAt: number;
  updatedAt: number;
};

/** An API key: signs access tokens, and may ask the API in the account's place. */
export type KeyData = {
  sid: string;
  secret: string;
  friendlyName: string;
  createdAt: number;
  updatedAt: number;
};

/** Where somebody is, for countries that ask for it. */
export type AddressData = {
  sid: string;
  friendlyName: string;
  customerName: string;
  street: string;
  city: string;
  region: string;
  postalCode: string;
  isoCountry: string;
  createdAt: number;
};

/** Papers that a country asks for, and how far Twilio's check of them is. */
export type BundleData = {
  sid: string;
  friendlyName: string;
  isoCountry: string;
  numberType: "local" | "mobile" | "toll-free";
  status:
    | "draft"
    | "pending-review"
    | "in-review"
    | "twilio-rejected"
    | "twilio-approved"
    | "provisionally-approved";
  createdAt: number;
};

/** A number that is not the account's and that it may show, because somebody there agreed. */
export type CallerIdData = {
  sid: string;
  phoneNumber: string;
  friendlyName: string;
  createdAt: number;
  updatedAt: number;
};

/** Numbers that send as one (https://www.twilio.com/docs/messaging/services). */
export type MessagingServiceData = {
  sid: string;
  friendlyName: string;
  inboundRequestUrl: string;
  inboundMethod: Method;
  fallbackUrl: string;
  fallbackMethod: Method;
  statusCallback: string;
  useInboundWebhookOnNumber: boolean;
  numberSids: string[];
  createdAt: number;
  updatedAt: number;
};

/** Points where Twilio's own behaviour is not certain, or none: each can be played. */
export type AccountOptions = {
  whisperHangupReports: "completed" | "no-answer";
  abandonReports: "canceled" | "no-answer";
  recordingStarts: "bridge" | "answer";
  /** A browser is dialled that is not registered. */
  unregisteredClientReports: "no-answer" | "failed" | "busy";
  /** A browser's person declines, and it rings nowhere else. */
  rejectedClientReports: "busy" | "no-answer";
  /** What a browser hears of a person at a handset: a steady tone, or somebody speaking. */
  handsetsSound: "tone" | "voice";
  /** Webhooks of messages say which opt-out word came in. */
  hasAdvancedOptOut: boolean;
  /** Countries, such as RO, that the account may not text. */
  noTextsTo: string[];
  /** Unpaid: the account may look, and do nothing. */
  isSuspended: boolean;
};

export const USUAL_OPTIONS: AccountOptions = {
  whisperHangupReports: "completed",
  abandonReports: "canceled",
  recordingStarts: "bridge",
  unregisteredClientReports: "no-answer",
  rejectedClientReports: "busy",
  handsetsSound: "tone",
  hasAdvancedOptOut: false,
  noTextsTo: [],
  isSuspended: false,
};

export const ENDED: ReadonlySet<CallStatus> = new Set([
  "completed",
  "busy",
  "failed",
  "no-answer",
  "canceled",
]);
