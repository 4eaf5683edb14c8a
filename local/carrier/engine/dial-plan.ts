import type { Element } from "@xmldom/xmldom";
import {
  attribute,
  booleanAttribute,
  callEvents,
  methodAttribute,
  numberAttribute,
  recordingEvents,
  urlAttribute,
  warnOfUnknown,
} from "@/local/carrier/engine/attributes";
import type { Call } from "@/local/carrier/engine/call";
import { childElements, type Document, type Source } from "@/local/carrier/engine/document";
import type { RecordingPlan } from "@/local/carrier/engine/recording";
import type { StatusTarget } from "@/local/carrier/model";
import { isE164, toE164 } from "@/local/carrier/phone-number";

export type DialTarget = { to: string; target: StatusTarget | null; whisper: Source | null };

export type DialPlan = {
  kind: "dial";
  callerId: string;
  targets: DialTarget[];
  timeoutMs: number;
  timeLimitMs: number;
  answerOnBridge: boolean;
  hangupOnStar: boolean;
  isSequential: boolean;
  recording: (RecordingPlan & { from: "answer" | "ringing" }) | null;
};

export type DialRefusal = { kind: "refused"; code: number; message: string };

const MOST_NUMBERS = 10;
/** Twilio lets it ring five seconds longer than asked. */
const EXTRA_RING_SECONDS = 5;

/** Reads a Dial, and whether Twilio would carry it out (https://www.twilio.com/docs/voice/twiml/dial). */
export function planDial(call: Call, verb: Element, document: Document): DialPlan | DialRefusal {
  const targets = dialTargets(call, verb, document);
  if (targets.length === 0) {
    return { kind: "refused", code: 13223, message: "Dial: no valid phone number to call" };
  }
  if (targets.length > MOST_NUMBERS) {
    return { kind: "refused", code: 13225, message: "Dial: more than 10 numbers" };
  }
  const given = attribute(verb, "callerId");
  const callerId = given === undefined ? call.data.from : (toE164(given) ?? given);
  if (!mayShow(call, callerId, given !== undefined)) {
    return { kind: "refused", code: 13214, message: `Dial: Invalid callerId value ${callerId}` };
  }
  const timeout = Math.min(600, Math.max(5, numberAttribute(verb, "timeout", 30)));
  return {
    kind: "dial",
    callerId,
    targets,
    timeoutMs: (timeout + EXTRA_RING_SECONDS) * 1000,
    timeLimitMs: numberAttribute(verb, "timeLimit", 14_400) * 1000,
    answerOnBridge: booleanAttribute(verb, "answerOnBridge"),
    hangupOnStar: booleanAttribute(verb, "hangupOnStar"),
    isSequential: booleanAttribute(verb, "sequential"),
    recording: recordingPlan(verb, document),
  };
}

/** The caller's own number, a number of the account, or one of the two numbers of this call. */
function mayShow(call: Call, callerId: string, isGiven: boolean): boolean {
  if (!isE164(callerId)) return false;
  if (!isGiven) return true;
  return (
    callerId === call.data.from ||
    callerId === call.data.to ||
    call.account.numberOf(callerId) !== undefined
  );
}

function dialTargets(call: Call, verb: Element, document: Document): DialTarget[] {
  const nouns = childElements(verb);
  if (nouns.length === 0) {
    const text = (verb.textContent ?? "").trim();
    return text ? [{ to: toE164(text) ?? text, target: null, whisper: null }] : [];
  }
  return nouns.flatMap((noun) => {
    warnOfUnknown(call, noun);
    if (noun.tagName !== "Number") return [];
    const text = (noun.textContent ?? "").trim();
    const url = urlAttribute(noun, "url", document);
    const callback = urlAttribute(noun, "statusCallback", document);
    return [
      {
        to: toE164(text) ?? text,
        whisper: url ? { url, method: methodAttribute(noun), params: [] } : null,
        target: callback
          ? {
              url: callback,
              method: methodAttribute(noun, "statusCallbackMethod"),
              events: callEvents(attribute(noun, "statusCallbackEvent")),
              sequence: 0,
            }
          : null,
      },
    ];
  });
}

function recordingPlan(verb: Element, document: Document): DialPlan["recording"] {
  const value = attribute(verb, "record") ?? "do-not-record";
  const match = /^(?:true|record-from-(answer|ringing)(-dual)?)$/.exec(value);
  if (!match) return null;
  const url = urlAttribute(verb, "recordingStatusCallback", document);
  const track = attribute(verb, "recordingTrack");
  return {
    from: match[1] === "ringing" ? "ringing" : "answer",
    source: "DialVerb",
    channels: match[2] ? 2 : 1,
    track: track === "inbound" || track === "outbound" ? track : "both",
    target: url
      ? {
          url,
          method: methodAttribute(verb, "recordingStatusCallbackMethod"),
          events: recordingEvents(attribute(verb, "recordingStatusCallbackEvent")),
        }
      : null,
  };
}
