import type { Element } from "@xmldom/xmldom";
import type { Call } from "@/local/carrier/engine/call";
import type { Document } from "@/local/carrier/engine/document";
import type { CallEvent, Method, RecordingEvent } from "@/local/carrier/model";

const KNOWN: Record<string, string> = {
  Response: "",
  Say: "voice language loop",
  Play: "loop digits",
  Pause: "length",
  Redirect: "method",
  Reject: "reason",
  Hangup: "",
  Gather:
    "action method input timeout numDigits finishOnKey actionOnEmptyResult language hints bargeIn " +
    "speechTimeout speechModel enhanced profanityFilter partialResultCallback " +
    "partialResultCallbackMethod maxSpeechTime",
  Dial:
    "action method timeout timeLimit hangupOnStar callerId record recordingTrack trim " +
    "recordingStatusCallback recordingStatusCallbackMethod recordingStatusCallbackEvent " +
    "answerOnBridge ringTone sequential referUrl referMethod callReason",
  Number:
    "url method statusCallback statusCallbackMethod statusCallbackEvent sendDigits byoc phoneNumberSid " +
    "machineDetection machineDetectionTimeout machineDetectionSpeechThreshold " +
    "machineDetectionSpeechEndThreshold machineDetectionSilenceTimeout amdStatusCallback " +
    "amdStatusCallbackMethod",
};

/** Says so, as Twilio's debugger does, when an element or one of its attributes is unknown. */
export function warnOfUnknown(call: Call, element: Element): void {
  const known = KNOWN[element.tagName];
  if (known === undefined) {
    call.warn(12200, `Unknown element <${element.tagName}>`);
    return;
  }
  const names = new Set(known.split(" "));
  for (const { name } of element.attributes) {
    if (!names.has(name)) call.warn(12200, `Unknown attribute ${name} of <${element.tagName}>`);
  }
}

export function attribute(element: Element, name: string): string | undefined {
  return element.getAttribute(name) ?? undefined;
}

export function numberAttribute(element: Element, name: string, otherwise: number): number {
  const text = attribute(element, name);
  return text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : otherwise;
}

export function booleanAttribute(element: Element, name: string): boolean {
  return attribute(element, name)?.toLowerCase() === "true";
}

export function methodAttribute(element: Element, name = "method"): Method {
  return attribute(element, name)?.toUpperCase() === "GET" ? "GET" : "POST";
}

/** Resolves against the document and keeps the overrides in the fragment. */
export function urlAttribute(
  element: Element,
  name: string,
  document: Document,
): string | undefined {
  const text = attribute(element, name)?.trim();
  return text ? resolveUrl(text, document.url) : undefined;
}

export function resolveUrl(text: string, base: string): string {
  return URL.canParse(text, base) ? new URL(text, base).href : text;
}

export function callEvents(words: string | undefined): CallEvent[] {
  const all: CallEvent[] = ["initiated", "ringing", "answered", "completed"];
  const given = (words ?? "completed").split(/\s+/);
  return all.filter((event) => given.includes(event));
}

export function recordingEvents(words: string | undefined): RecordingEvent[] {
  const all: RecordingEvent[] = ["in-progress", "completed", "absent"];
  const given = (words ?? "completed").split(/\s+/);
  return all.filter((event) => given.includes(event));
}
