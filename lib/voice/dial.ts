import { xmlText } from "@/lib/core/text";
import { voiceUrl } from "@/lib/twilio/urls";
import type { VoiceResponse } from "@/lib/twilio/voice-response";

const legEvents: ("initiated" | "ringing" | "answered" | "completed")[] = [
  "initiated",
  "ringing",
  "answered",
  "completed",
];

type Dial = { call_id: string; caller_id: string; record: boolean; time_limit_seconds: number };

/** `query` is what the URL of its end says besides the call: the leg that dials, and its route. */
export function dial(
  response: VoiceResponse,
  call: Dial,
  query: Record<string, string | undefined>,
  timeout: number,
) {
  return response.dial({
    callerId: xmlText(call.caller_id),
    timeout,
    timeLimit: call.time_limit_seconds,
    action: voiceUrl("dialed", { call: call.call_id, ...query }),
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
