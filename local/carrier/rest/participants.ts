import { announce, changeParticipant } from "@/local/carrier/engine/conference/change";
import type { Conference } from "@/local/carrier/engine/conference/conference";
import { conferenceNamed, conferencesOf } from "@/local/carrier/engine/conference/conferences";
import type { Participant } from "@/local/carrier/engine/conference/participant";
import type { Settings } from "@/local/carrier/engine/conference/settings";
import { placeOutbound } from "@/local/carrier/engine/place";
import {
  json,
  type RestContext,
  type RestReply,
  type RestRoute,
} from "@/local/carrier/rest/context";
import { method, outboundPlan, webhook } from "@/local/carrier/rest/create-call";
import { badRequest, notFound } from "@/local/carrier/rest/errors";
import { listPage } from "@/local/carrier/rest/list";
import { participantTwiml } from "@/local/carrier/rest/participant-twiml";
import { renderParticipant } from "@/local/carrier/rest/render-conference";

const ALL = "/Conferences/:conference/Participants.json";
/** By the SID of the leg, or by its label. */
const ONE = "/Conferences/:conference/Participants/:participant{.+\\.json}";

export const participantRoutes: RestRoute[] = [
  { method: "GET", path: ALL, handle: list },
  { method: "POST", path: ALL, handle: create },
  { method: "GET", path: ONE, handle: (context) => show(...find(context)) },
  { method: "POST", path: ONE, handle: update },
  { method: "DELETE", path: ONE, handle: remove },
];

function conferenceOf({ account, param, path }: RestContext): Conference {
  const wanted = param("conference");
  const all = [...conferencesOf(account).values()].filter(({ status }) => status !== "completed");
  const found = all.find(({ sid, friendlyName }) => sid === wanted || friendlyName === wanted);
  if (!found) throw notFound(path);
  return found;
}

function find(context: RestContext): [Conference, Participant] {
  const conference = conferenceOf(context);
  const wanted = context.param("participant");
  const found = [...conference.participants.values()].find(
    ({ call, settings }) => call.sid === wanted || settings.label === wanted,
  );
  if (!found) throw notFound(context.path);
  return [conference, found];
}

function show(conference: Conference, participant: Participant): RestReply {
  return json(renderParticipant(conference, view(participant)));
}

function view({ call, settings, joinedAt, updatedAt }: Participant) {
  const status = "connected" as const;
  return { sid: call.sid, callSid: call.sid, settings, status, createdAt: joinedAt, updatedAt };
}

function list(context: RestContext): RestReply {
  const conference = conferenceOf(context);
  const wanted = (name: string, value: boolean) => {
    const given = context.query.get(name);
    return !given || given.toLowerCase() === String(value);
  };
  const found = [...conference.participants.values()].filter(
    ({ settings }) =>
      wanted("Muted", settings.muted) &&
      wanted("Hold", settings.hold) &&
      wanted("Coaching", settings.callSidToCoach !== null),
  );
  return listPage(context, "participants", found.map(view), (item) =>
    renderParticipant(conference, item),
  );
}

/** Calls somebody into the conference, which is made by it where there is none. */
function create(context: RestContext): RestReply {
  const { account, form, param } = context;
  const named = param("conference");
  const conference = conferencesOf(account).get(named) ?? conferenceNamed(account, named);
  if (conference.status === "completed") throw badRequest(20009, "The conference has ended");
  const source = { twiml: participantTwiml(conference.friendlyName, form), url: "" };
  const call = placeOutbound(account, outboundPlan(context, source));
  const settings: Settings = {
    label: form.get("Label"),
    muted: form.get("Muted") === "true",
    hold: false,
    callSidToCoach: form.get("CallSidToCoach"),
    startOnEnter: form.get("StartConferenceOnEnter") !== "false",
    endOnExit: form.get("EndConferenceOnExit") === "true",
  };
  const { createdAt, updatedAt } = call.data;
  const queued = { callSid: call.sid, settings, status: "queued" as const, createdAt, updatedAt };
  return json(renderParticipant(conference, queued), 201);
}

function update(context: RestContext): RestReply {
  const [conference, participant] = find(context);
  const { form } = context;
  const flag = (name: string, otherwise: boolean) =>
    form.has(name) ? form.get(name)?.toLowerCase() === "true" : otherwise;
  const { muted, hold, endOnExit, callSidToCoach } = participant.settings;
  const isCoaching = flag("Coaching", callSidToCoach !== null || form.has("CallSidToCoach"));
  const coached = form.get("CallSidToCoach") ?? callSidToCoach;
  if (isCoaching && (coached === null || !conference.participants.has(coached))) {
    throw badRequest(16025, "CallSidToCoach is not in the conference");
  }
  const holdUrl = webhook(form, "HoldUrl");
  const holdMethod = form.has("HoldMethod") ? method(form, "HoldMethod") : "GET";
  changeParticipant(
    conference,
    participant,
    {
      muted: flag("Muted", muted),
      hold: flag("Hold", hold),
      endOnExit: flag("EndConferenceOnExit", endOnExit),
      callSidToCoach: isCoaching ? coached : null,
    },
    holdUrl ? { url: holdUrl, method: holdMethod } : "music",
  );
  const url = webhook(form, "AnnounceUrl");
  if (url) void announce(conference, participant, { url, method: method(form, "AnnounceMethod") });
  return show(conference, participant);
}

function remove(context: RestContext): RestReply {
  const [conference, participant] = find(context);
  conference.remove(participant, "participant_updated_via_api", "kicked");
  return { kind: "empty", status: 204 };
}
