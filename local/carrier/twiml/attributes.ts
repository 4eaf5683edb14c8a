import { z } from "zod";
import type { CallEvent, Method, RecordingEvent } from "@/local/carrier/model";

/** Twilio takes what it cannot read as if it were not there. */
export const text = () => z.string().optional();

export const textOr = (otherwise: string) => z.string().optional().default(otherwise);

export const whole = <T extends number | undefined>(otherwise: T) =>
  text().transform((value) => (value && /^\d+$/.test(value.trim()) ? Number(value) : otherwise));

export const flag = (otherwise = false) =>
  text().transform((value) => (value === undefined ? otherwise : value.toLowerCase() === "true"));

export const method = () =>
  text().transform((value): Method => (value?.toUpperCase() === "GET" ? "GET" : "POST"));

/** A relative or absolute URL, not resolved yet; empty text counts as none. */
export const url = () => text().transform((value) => value?.trim() || undefined);

export const callEventList = () => text().transform(callEvents);
export const recordingEventList = () => text().transform(recordingEvents);

/** Resolves against the document and keeps the overrides in the fragment. */
export function resolveUrl(text: string, base: string): string {
  return URL.canParse(text, base) ? new URL(text, base).href : text;
}

export function callEvents(words: string | undefined): CallEvent[] {
  return chosen(words, ["initiated", "ringing", "answered", "completed"]);
}

export function recordingEvents(words: string | undefined): RecordingEvent[] {
  return chosen(words, ["in-progress", "completed", "absent"]);
}

function chosen<T extends string>(words: string | undefined, all: T[]): T[] {
  const given = (words ?? "completed").split(/\s+/);
  return all.filter((event) => given.includes(event));
}

/** Where a noun sends the events of its leg; null where nobody asked. */
export function statusTarget(
  attributes: {
    statusCallback?: string | undefined;
    statusCallbackMethod: Method;
    statusCallbackEvent: CallEvent[];
  },
  base: string,
) {
  if (!attributes.statusCallback) return null;
  return {
    url: resolveUrl(attributes.statusCallback, base),
    method: attributes.statusCallbackMethod,
    events: attributes.statusCallbackEvent,
    sequence: 0,
  };
}

/** The three attributes by which every element that records says where to report it. */
export const recordingCallback = {
  recordingStatusCallback: url(),
  recordingStatusCallbackMethod: method(),
  recordingStatusCallbackEvent: recordingEventList(),
};

export function recordingTarget(
  attributes: {
    recordingStatusCallback?: string | undefined;
    recordingStatusCallbackMethod: Method;
    recordingStatusCallbackEvent: RecordingEvent[];
  },
  base: string,
) {
  if (!attributes.recordingStatusCallback) return null;
  return {
    url: resolveUrl(attributes.recordingStatusCallback, base),
    method: attributes.recordingStatusCallbackMethod,
    events: attributes.recordingStatusCallbackEvent,
  };
}
