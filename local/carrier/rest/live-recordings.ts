import { changeRecording, startRecording, stopRecording } from "@/local/carrier/engine/recording";
import { isLive, type RecordingData } from "@/local/carrier/model";
import { findCall } from "@/local/carrier/rest/calls";
import {
  json,
  one,
  type RestContext,
  type RestReply,
  type RestRoute,
} from "@/local/carrier/rest/context";
import { method, webhook } from "@/local/carrier/rest/create-call";
import { badRequest, notFound } from "@/local/carrier/rest/errors";
import { renderCallRecording } from "@/local/carrier/rest/render";
import { recordingEvents } from "@/local/carrier/twiml/attributes";

const OF_CALL = `/Calls/${one("call", "CA")}/Recordings`;
const OF_CONFERENCE = `/Conferences/${one("conference", "CF")}/Recordings`;
/** By its SID, or the one that is being made. */
const ONE = ":recording{(?:RE[0-9a-fA-F]+|Twilio\\.CURRENT)\\.json}";

/** https://www.twilio.com/docs/voice/api/recording#create-a-recording-resource */
export const liveRecordingRoutes: RestRoute[] = [
  { method: "POST", path: `${OF_CALL}.json`, handle: start },
  { method: "POST", path: `${OF_CALL}/${ONE}`, handle: update },
  { method: "POST", path: `${OF_CONFERENCE}/${ONE}`, handle: update },
];

function start(context: RestContext): RestReply {
  const call = findCall(context);
  const { form, account } = context;
  if (call.data.status !== "in-progress") {
    throw badRequest(21220, "Requested resource is not eligible for recording");
  }
  const url = webhook(form, "RecordingStatusCallback");
  const events = form.getAll("RecordingStatusCallbackEvent").join(" ");
  const track = form.get("RecordingTrack");
  const recording = startRecording(call, {
    source: "StartCallRecordingAPI",
    channels: form.get("RecordingChannels") === "dual" ? 2 : 1,
    track: track === "inbound" || track === "outbound" ? track : "both",
    target: url
      ? {
          url,
          method: method(form, "RecordingStatusCallbackMethod"),
          events: recordingEvents(events || undefined),
        }
      : null,
  });
  call.atEnd(() => stopRecording(account, recording));
  return json(renderCallRecording(account, recording), 201);
}

function update(context: RestContext): RestReply {
  const recording = current(context);
  const { form, account } = context;
  const status = form.get("Status");
  if (status !== "paused" && status !== "in-progress" && status !== "stopped") {
    throw badRequest(20001, `Invalid Status: ${status}`);
  }
  if (!isLive(recording)) throw badRequest(21220, "The recording is over");
  changeRecording(account, recording, status, form.get("PauseBehavior") === "skip");
  return json(renderCallRecording(account, recording));
}

function current({ account, param, path }: RestContext): RecordingData {
  const wanted = param("recording");
  const found = [...account.recordings.values()].find(
    (recording) =>
      (recording.conferenceSid === param("conference") ||
        (!recording.conferenceSid && recording.callSid === param("call"))) &&
      (wanted === "Twilio.CURRENT" ? isLive(recording) : recording.sid === wanted),
  );
  if (!found) throw notFound(path);
  return found;
}
