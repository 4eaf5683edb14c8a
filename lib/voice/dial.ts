import { xmlText } from "@/lib/core/text";
import { identityOf } from "@/lib/softphone/identity";
import { voiceUrl } from "@/lib/twilio/urls";
import type { Dial as DialVerb, VoiceResponse } from "@/lib/twilio/voice-response";

const legEvents: ("initiated" | "ringing" | "answered" | "completed")[] = [
  "initiated",
  "ringing",
  "answered",
  "completed",
];

type Dial = {
  call_id: string;
  caller_id: string | null;
  record: boolean;
  time_limit_seconds: number;
};

/**
 * `query` is what the URL of its end says besides the call: the leg that dials, and its route;
 * `action` is another URL.
 */
export function dial(
  response: VoiceResponse,
  call: Dial,
  query: Record<string, string | undefined>,
  timeout: number,
  { action = voiceUrl("dialed", { call: call.call_id, ...query }) }: { action?: string } = {},
) {
  return response.dial({
    ...(call.caller_id !== null && { callerId: xmlText(call.caller_id) }),
    timeout,
    timeLimit: call.time_limit_seconds,
    action,
    ...(call.record && {
      record: "record-from-answer-dual",
      recordingStatusCallback: voiceUrl("recording", { call: call.call_id }),
      recordingStatusCallbackEvent: ["completed", "absent"],
    }),
  });
}

/** Where Twilio reports each change of a dialled leg. */
export function numberCallback(query: Record<string, string | undefined>) {
  return { statusCallback: voiceUrl("status", query), statusCallbackEvent: legEvents };
}

/** Rings a person: their phones that may ring, which are asked to press 1, and their browser. */
export function ringPerson(
  verb: DialVerb,
  leg: { call: string; leg: "rep"; user: string; parent: string; left?: string; agent?: string },
  on: { phones: readonly string[]; inBrowser: boolean; via?: string; by?: string },
): void {
  const { phones, inBrowser, via, by } = on;
  const reported = numberCallback(leg);
  for (const phone of phones)
    verb.number({ url: voiceUrl("screen", { ...leg, via, by }), ...reported }, xmlText(phone));
  if (inBrowser) {
    const noun = verb.client(reported);
    noun.identity(xmlText(identityOf(leg.user)));
    noun.parameter({ name: "call", value: xmlText(leg.call) });
  }
}
