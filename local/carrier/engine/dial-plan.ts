import type { Call, SipCredentials } from "@/local/carrier/engine/call";
import type { RecordingPlan } from "@/local/carrier/engine/recording";
import type { CallStatus, Parameters, StatusTarget } from "@/local/carrier/model";
import { isE164, isEndpoint, toE164 } from "@/local/carrier/phone-number";
import type { Source } from "@/local/carrier/twiml/source";

export type DialTarget = {
  to: string;
  target: StatusTarget | null;
  whisper: Source | null;
  /** What a browser gets to know with its call. */
  parameters: Parameters;
  sip?: SipCredentials;
};

export type DialPlan = {
  callerId: string;
  targets: DialTarget[];
  timeoutMs: number;
  timeLimitMs: number;
  hangupOnStar: boolean;
  isSequential: boolean;
  recording: (RecordingPlan & { from: "answer" | "ringing" }) | null;
};

export type DialResult = {
  /** "answered" is said of a conference only. */
  status: CallStatus | "answered";
  child: {
    sid: string;
    seconds: number;
    sipCallId?: string | null;
    sipCode?: number;
  } | null;
  /** Null where there is nobody in particular to be connected with. */
  isBridged: boolean | null;
  recordingSid: string | null;
};

export const NOT_DIALLED: DialResult = {
  status: "failed",
  child: null,
  isBridged: false,
  recordingSid: null,
};

type Refusal = { code: number; message: string };

const MAX_NUMBERS = 10;

/** Why Twilio would not carry out this Dial (https://www.twilio.com/docs/voice/twiml/dial). */
export function refusal(call: Call, targets: DialTarget[], given?: string): Refusal | null {
  if (targets.length === 0) {
    return { code: 13223, message: "Dial: no valid phone number to call" };
  }
  if (targets.length > MAX_NUMBERS) return { code: 13225, message: "Dial: more than 10 numbers" };
  const callerId = callerIdOf(call, given);
  const needsNumber = targets.some(({ to }) => !isEndpoint(to));
  if (needsNumber && !mayShow(call, callerId, given !== undefined)) {
    return { code: 13214, message: `Dial: Invalid callerId value ${callerId}` };
  }
  return null;
}

export function callerIdOf(call: Call, given?: string): string {
  return given === undefined ? call.data.from : (toE164(given) ?? given);
}

/** The caller's own number, one of this call's two, or one that the account has or verified. */
function mayShow(call: Call, callerId: string, isGiven: boolean): boolean {
  if (!isE164(callerId)) return false;
  if (!isGiven) return true;
  return (
    callerId === call.data.from ||
    callerId === call.data.to ||
    call.account.numberOf(callerId) !== undefined ||
    call.account.callerIdOf(callerId) !== undefined
  );
}
