import { rfc2822 } from "@/local/carrier/dates";
import type { Account } from "@/local/carrier/engine/account";
import type { Call } from "@/local/carrier/engine/call";
import { priceRecordingLater } from "@/local/carrier/engine/price";
import { recordingPath } from "@/local/carrier/engine/status-callback";
import {
  isLive,
  type RecordingData,
  type RecordingEvent,
  type RecordingTarget,
} from "@/local/carrier/model";
import { newSid } from "@/local/carrier/sid";
import { deliver } from "@/local/carrier/webhook/deliver";

export type RecordingPlan = Pick<
  RecordingData,
  "source" | "channels" | "track" | "conferenceSid"
> & {
  target: RecordingTarget | null;
};

/** Twilio works on the file for a while before it can be fetched. */
const PROCESSING_MS = 3000;

export function startRecording(call: Call, plan: RecordingPlan): RecordingData {
  const { account } = call;
  const now = account.clock.now();
  const recording: RecordingData = {
    ...plan,
    sid: newSid("RE"),
    callSid: call.sid,
    status: "in-progress",
    startedAt: now,
    updatedAt: now,
    durationSeconds: null,
    price: null,
  };
  account.recordings.set(recording.sid, recording);
  notify(account, recording, "in-progress");
  return recording;
}

/** `lastsMs` is given where silence was cut off. */
export function stopRecording(account: Account, recording: RecordingData, lastsMs?: number): void {
  if (!isLive(recording)) return;
  const now = account.clock.now();
  endSkipping(recording, now);
  const lasted = lastsMs ?? now - recording.startedAt - (recording.skippedMs ?? 0);
  recording.durationSeconds = Math.round(lasted / 1000);
  recording.status = "processing";
  recording.updatedAt = now;
  completeLater(account, recording);
}

/** Pauses, resumes or stops a recording; a pause is silence in it, unless it is skipped. */
export function changeRecording(
  account: Account,
  recording: RecordingData,
  status: "paused" | "in-progress" | "stopped",
  isSkipped: boolean,
): void {
  if (status === "stopped") {
    stopRecording(account, recording);
    return;
  }
  const now = account.clock.now();
  endSkipping(recording, now);
  if (status === "paused" && isSkipped) recording.skippingSince = now;
  recording.status = status;
  recording.updatedAt = now;
  account.journal.changed();
}

function endSkipping(recording: RecordingData, now: number): void {
  if (recording.skippingSince === undefined) return;
  recording.skippedMs = (recording.skippedMs ?? 0) + now - recording.skippingSince;
  delete recording.skippingSince;
}

export function completeLater(account: Account, recording: RecordingData): void {
  account.clock.after(PROCESSING_MS, () => {
    recording.status = recording.durationSeconds ? "completed" : "absent";
    recording.updatedAt = account.clock.now();
    notify(account, recording, recording.status);
    if (recording.status === "completed") priceRecordingLater(account, recording);
  });
}

function notify(account: Account, recording: RecordingData, event: RecordingEvent): void {
  account.log({
    kind: "recording",
    callSid: recording.callSid,
    recordingSid: recording.sid,
    status: event,
    durationSeconds: recording.durationSeconds,
  });
  const { target } = recording;
  if (!target?.events.includes(event)) return;
  const params: [string, string][] = [
    ["AccountSid", account.sid],
    recording.conferenceSid
      ? ["ConferenceSid", recording.conferenceSid]
      : ["CallSid", recording.callSid],
    ["RecordingSid", recording.sid],
    ["RecordingUrl", `${account.origin()}${recordingPath(account.sid, recording.sid)}`],
    ["RecordingStatus", event],
    ["RecordingChannels", String(recording.channels)],
    ["RecordingStartTime", rfc2822(recording.startedAt)],
    ["RecordingSource", recording.source],
    ["RecordingTrack", recording.track],
    ["ErrorCode", "0"],
  ];
  if (event === "completed") {
    params.push(["RecordingDuration", String(recording.durationSeconds)]);
  }
  void deliver(account, {
    kind: "recording",
    url: target.url,
    method: target.method,
    params,
    callSid: recording.callSid,
    event,
  });
}
