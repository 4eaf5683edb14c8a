import { z } from "zod";
import { Stopped } from "@/local/carrier/engine/clock";
import { listen } from "@/local/carrier/engine/listen";
import { startRecording, stopRecording } from "@/local/carrier/engine/recording";
import { recordingPath } from "@/local/carrier/engine/status-callback";
import {
  flag,
  method,
  recordingCallback,
  recordingTarget,
  resolveUrl,
  textOr,
  url,
  whole,
} from "@/local/carrier/twiml/attributes";
import { defineVerb } from "@/local/carrier/twiml/verb";
import { report } from "@/local/carrier/verbs/action";

/**
 * Records the caller until a key, silence, the longest length or the end of the call. Without an
 * action, the same document is asked again; an empty recording leads to the next verb instead
 * (https://www.twilio.com/docs/voice/twiml/record).
 */
export const record = defineVerb({
  name: "Record",
  attributes: z.object({
    action: url(),
    method: method(),
    timeout: whole(5),
    finishOnKey: textOr("1234567890*#"),
    maxLength: whole(3600),
    playBeep: flag(true),
    trim: textOr("trim-silence"),
    ...recordingCallback,
  }),
  ignored: ["transcribe", "transcribeCallback", "recordingTrack"],
  scopes: ["main"],
  async run({ flow, document }, attributes) {
    const { call } = flow;
    if (attributes.playBeep) call.speak("play", "(beep)");
    const recording = startRecording(call, {
      source: "RecordVerb",
      channels: 1,
      track: "inbound",
      target: recordingTarget(attributes, document.url),
    });
    const startedAt = call.account.clock.now();
    const ending = await listen(flow, {
      finish: attributes.finishOnKey,
      silenceMs: attributes.timeout * 1000,
      maxMs: attributes.maxLength * 1000,
    });
    flow.throwIfForgotten();
    const spokenMs = call.voice.since(startedAt);
    const isTrimmed = attributes.trim !== "do-not-trim" || spokenMs === 0;
    stopRecording(call.account, recording, isTrimmed ? spokenMs : undefined);
    if (flow.signal.aborted && !call.isOver) throw new Stopped();
    const seconds = recording.durationSeconds ?? 0;
    const action = attributes.action ? resolveUrl(attributes.action, document.url) : document.url;
    return await report(flow, {
      url: seconds === 0 ? undefined : action,
      method: attributes.method,
      params: [
        ["RecordingUrl", call.account.origin() + recordingPath(call.account.sid, recording.sid)],
        ["RecordingSid", recording.sid],
        ["RecordingDuration", String(seconds)],
        ...(ending === "" ? [] : [["Digits", ending] satisfies [string, string]]),
      ],
    });
  },
});
