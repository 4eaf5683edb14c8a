import { mp3Audio } from "@/local/carrier/audio/mp3";
import { wavAudio } from "@/local/carrier/audio/wav";
import { isLive, type RecordingData } from "@/local/carrier/model";
import { findCall } from "@/local/carrier/rest/calls";
import {
  json,
  one,
  type RestContext,
  type RestReply,
  type RestRoute,
} from "@/local/carrier/rest/context";
import { badRequest, notFound } from "@/local/carrier/rest/errors";
import { listPage, matchesDate } from "@/local/carrier/rest/list";
import { renderCallRecording, renderRecording } from "@/local/carrier/rest/render";

const ONE = `/Recordings/${one("recording", "RE", "json")}`;
const OF_CALL = `/Calls/${one("call", "CA")}/Recordings`;
const ONE_OF_CALL = `${OF_CALL}/${one("recording", "RE", "json")}`;

export const recordingRoutes: RestRoute[] = [
  { method: "GET", path: "/Recordings.json", handle: list },
  { method: "GET", path: ONE, handle: show },
  { method: "DELETE", path: ONE, handle: remove },
  // The media's address without an extension may be deleted as well.
  { method: "DELETE", path: `/Recordings/${one("recording", "RE")}`, handle: remove },
  ...["", "wav", "mp3"].map((extension) => mediaRoute(extension)),
  { method: "GET", path: `${OF_CALL}.json`, handle: listOfCall },
  {
    method: "GET",
    path: ONE_OF_CALL,
    handle: (context) => json(renderCallRecording(context.account, find(context))),
  },
  { method: "DELETE", path: ONE_OF_CALL, handle: remove },
  {
    method: "GET",
    path: `/Conferences/${one("conference", "CF")}/Recordings.json`,
    handle: listOfConference,
  },
];

function mediaRoute(extension: string): RestRoute {
  // Players ask for .MP3 as well.
  const letters = [...extension].map((letter) => `[${letter}${letter.toUpperCase()}]`).join("");
  return {
    method: "GET",
    path: `/Recordings/${one("recording", "RE", letters || undefined)}`,
    handle: (context) => media(context, extension === "mp3" ? mp3Audio : wavAudio),
  };
}

function find(context: RestContext, deleted = false): RecordingData {
  const recording = context.account.recordings.get(context.param("recording"));
  if (!recording || (recording.status === "deleted" && !deleted)) throw notFound(context.path);
  return recording;
}

function listed({ account, query }: RestContext, callSid: string | null): RecordingData[] {
  const deleted = query.get("IncludeSoftDeleted") === "true";
  return [...account.recordings.values()]
    .filter(
      (recording) =>
        (deleted || recording.status !== "deleted") &&
        (!callSid || recording.callSid === callSid) &&
        matchesDate(query, "DateCreated", recording.startedAt),
    )
    .reverse()
    .sort((one, other) => other.startedAt - one.startedAt);
}

function show(context: RestContext): RestReply {
  const deleted = context.query.get("IncludeSoftDeleted") === "true";
  return json(renderRecording(context.account, find(context, deleted)));
}

function list(context: RestContext): RestReply {
  const conferenceSid = context.query.get("ConferenceSid");
  const all = listed(context, context.query.get("CallSid")).filter(
    (recording) => !conferenceSid || recording.conferenceSid === conferenceSid,
  );
  return listPage(context, "recordings", all, (item) => renderRecording(context.account, item));
}

function listOfCall(context: RestContext): RestReply {
  const call = findCall(context);
  const all = listed(context, call.sid).filter(({ conferenceSid }) => !conferenceSid);
  return listPage(context, "recordings", all, (item) => renderCallRecording(context.account, item));
}

function listOfConference(context: RestContext): RestReply {
  const all = listed(context, null).filter(
    ({ conferenceSid }) => conferenceSid === context.param("conference"),
  );
  return listPage(context, "recordings", all, (item) => renderRecording(context.account, item));
}

/** The metadata stays for a while, the media is gone at once. */
function remove(context: RestContext): RestReply {
  const recording = find(context);
  if (isLive(recording)) {
    throw badRequest(20009, "A recording that is in progress cannot be deleted");
  }
  recording.status = "deleted";
  recording.updatedAt = context.account.clock.now();
  context.account.journal.changed();
  return { kind: "empty", status: 204 };
}

function media(context: RestContext, render: typeof mp3Audio): RestReply {
  const recording = find(context);
  if (recording.status !== "completed") throw notFound(context.path);
  const requested = context.query.get("RequestedChannels");
  if (requested !== null && requested !== "1" && requested !== "2") {
    throw badRequest(20001, "RequestedChannels must be 1 or 2");
  }
  if (requested === "2" && recording.channels === 1) {
    throw badRequest(21220, "RequestedChannels is 2, but the recording has one channel");
  }
  const facts = {
    sid: recording.sid,
    seconds: recording.durationSeconds ?? 0,
    // Without the parameter a dual recording is played with both channels.
    channels: requested === "1" ? 1 : recording.channels,
  } as const;
  return { kind: "audio", audio: render(facts) };
}
