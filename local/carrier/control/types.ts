import type {
  MessageData,
  MessageDirection,
  MessageStatus,
  Texting,
} from "@/local/carrier/engine/messages/message";
import type {
  AccountOptions,
  AddressData,
  BundleData,
  CallData,
  CallStatus,
  RecordingData,
} from "@/local/carrier/model";

export type Press =
  | { digits: string; afterSeconds: number }
  | { digits: string; whenGathering: true };

/** What a handset does when it rings; it applies to every following call until replaced. */
export type HandsetScript =
  | { behaviour: "manual" }
  | {
      behaviour: "answers";
      afterSeconds: number;
      /** After answering; `whenGathering` presses as soon as a Gather listens. */
      press?: Press[];
      hangupAfterSeconds?: number;
    }
  | { behaviour: "busy" }
  | { behaviour: "no-answer" }
  | { behaviour: "declines"; afterSeconds: number }
  | { behaviour: "voicemail"; pickupAfterSeconds: number; hangupAfterSeconds?: number }
  | { behaviour: "failed" };

export type HandsetState = {
  phoneNumber: string;
  label: string;
  script: HandsetScript["behaviour"];
  state: "idle" | "calling" | "ringing" | "in-call";
  callSid: string | null;
  /** The number on the display: who calls, or who was dialled. */
  peer: string | null;
  /** Milliseconds of the account's clock since when this state holds. */
  since: number | null;
  /** What was said to this handset last. */
  hears: string | null;
  /** Its sound goes to a media stream: what is said is heard there. */
  isStreamed: boolean;
  /** What came along with a call to a browser (`<Parameter>`). */
  parameters?: Record<string, string>;
};

/**
 * TwiML of a call, its events, recordings, media streams; a message that came in, and what became
 * of one.
 */
export type WebhookKind =
  | "twiml"
  | "status"
  | "recording"
  | "stream"
  | "message"
  | "message-status";

export type FaultMatch = {
  /** A part of the webhook's URL, or a regular expression written /…/. */
  path?: string;
  /** CallStatus, RecordingStatus or MessageStatus of the webhook. */
  event?: string;
  callSid?: string;
  messageSid?: string;
  kind?: WebhookKind;
};

export type WebhookEffect =
  | { kind: "delay"; seconds: number }
  | { kind: "duplicate"; copies: number }
  /** Delayed until after the account's next webhook. */
  | { kind: "reorder" }
  | { kind: "drop" }
  /** Not sent; taken as if the app had answered with this status. */
  | { kind: "respond"; status: number }
  /** Sent, its answer not read: a read timeout. */
  | { kind: "hang" };

export type ApiFault =
  /** The connection is destroyed and nothing is carried out. */
  | "down"
  /** The request is carried out, the connection destroyed before the answer. */
  | "lose-answer"
  /** The answer waits until the first webhook of the call it created has been answered. */
  | "late-answer"
  /** Carried out, and the connection stays open without an answer: the client's timeout. */
  | "hang"
  /** Refused; with `carriedOut` only in words: the request has been carried out. */
  | { error: { status: number; code: number; message: string }; carriedOut?: boolean };

/** How often a rule applies: the first `times`, or at random by seed for a share from 0 to 1. */
type HowOften = { times?: number; share?: number; seed?: string };

export type FaultRule = HowOften &
  (
    | { match?: FaultMatch; effect: WebhookEffect }
    | { api: ApiFault; match?: { path?: string; method?: string } }
  );

/** A fault that is switched on, and how often it has struck so far. */
export type FaultCount = { id: string; rule: FaultRule; taken: number };

export type HistoricCall = {
  sid: string;
  parentCallSid?: string;
  from: string;
  to: string;
  direction: CallData["direction"];
  status: CallStatus;
  /** ISO 8601. */
  startTime: string;
  endTime: string;
  /** Billed seconds, 0 when nobody answered. */
  durationSeconds: number;
  /** Positive or negative decimal text; null when Twilio charged nothing. */
  price: string | null;
  recording?: { sid: string; durationSeconds: number; channels?: 1 | 2 };
};

export type HistoricMessage = {
  sid: string;
  from: string;
  to: string;
  direction: MessageDirection;
  status: MessageStatus;
  body: string;
  /** ISO 8601. */
  at: string;
  errorCode?: number;
  media?: FileView[];
};

export type AccountSpec = {
  sid?: string;
  authToken?: string;
  friendlyName: string;
  clock: "real" | "virtual";
  /** Where a virtual clock begins, ISO 8601; by default now. */
  startsAt?: string;
  options?: Partial<AccountOptions>;
  numbers: {
    phoneNumber: string;
    friendlyName?: string;
    voiceUrl?: string;
    statusCallback?: string;
    smsUrl?: string;
    voiceApplicationSid?: string;
    trunkSid?: string;
  }[];
  /** TwiML apps, which a number's `voiceApplicationSid` may name. */
  applications?: { sid: string; friendlyName: string; voiceUrl?: string }[];
  /** Each known by its name: declared again, it stays what it is. */
  addresses?: (Omit<AddressData, "sid" | "createdAt" | "region"> & { region?: string })[];
  bundles?: Omit<BundleData, "sid" | "createdAt">[];
  handsets?: { phoneNumber: string; label: string }[];
};

export type EnsuredAccount = {
  sid: string;
  authToken: string;
  numbers: { sid: string; phoneNumber: string }[];
};

/** An identity, and how many browsers are registered for it. */
export type RegisteredClient = { identity: string; devices: number };

/** What a browser sends: how loud its last second is (root mean square, 0 to 1), and packets. */
export type SoundView = { level: number; packets: number };

export type CallView = CallData & { recordings: Omit<RecordingData, "target">[] };

export type LogEntry = { seq: number; at: string; callSid: string | null } & (
  | {
      kind: "call";
      event: string;
      status: CallStatus;
      from: string;
      to: string;
      parentCallSid: string | null;
    }
  | {
      kind: "webhook";
      purpose: WebhookKind;
      messageSid?: string;
      method: string;
      url: string;
      params: Record<string, string>;
      attempt: number;
      /** HTTP status of the app's answer; null when there was none. */
      status: number | null;
      outcome: "answered" | "ct" | "rt" | "dropped";
      milliseconds: number;
      body: string | null;
      fault: string | null;
    }
  | {
      kind: "message";
      messageSid: string;
      direction: MessageDirection;
      status: MessageStatus;
      from: string;
      to: string;
      errorCode: number | null;
    }
  | { kind: "spoken"; verb: "say" | "play" | "voicemail" | "error"; text: string }
  | { kind: "digits"; digits: string }
  /** What the person at a phone said into a media stream. */
  | { kind: "said"; text: string }
  | { kind: "stream"; streamSid: string; event: "started" | "stopped" | "error" }
  | { kind: "recording"; recordingSid: string; status: string; durationSeconds: number | null }
  | { kind: "warning"; code: number; message: string }
  | { kind: "rest"; method: string; path: string; status: number; body: Record<string, string> }
);

export type { Texting };

/** A picture or another file, as a phone sends or gets it. */
export type FileView = { contentType: string; base64: string };

/** What a phone shows of a message, and what the account's history has of it. */
export type MessageView = Pick<
  MessageData,
  | "sid"
  | "direction"
  | "from"
  | "to"
  | "body"
  | "status"
  | "errorCode"
  | "segments"
  | "createdAt"
  | "price"
> & {
  /** Each at `/control/accounts/{sid}/{media}`, for the page and for tests. */
  media: { sid: string; contentType: string }[];
  /** Twilio's own answer to an opt-out word. */
  isAutomatic: boolean;
};

type Without<T> = T extends unknown ? Omit<T, "seq" | "at"> : never;
export type LogInput = Without<LogEntry>;
