import { rfc2822 } from "@/local/carrier/dates";
import type { Conference } from "@/local/carrier/engine/conference/conference";
import type { Settings } from "@/local/carrier/engine/conference/settings";
import { accountPath } from "@/local/carrier/rest/render";

export function renderConference(conference: Conference): Record<string, unknown> {
  const path = `${accountPath(conference.account)}/Conferences/${conference.sid}`;
  return {
    account_sid: conference.account.sid,
    date_created: rfc2822(conference.createdAt),
    date_updated: rfc2822(conference.updatedAt),
    api_version: "2010-04-01",
    friendly_name: conference.friendlyName,
    region: "us1",
    sid: conference.sid,
    status: conference.status,
    uri: `${path}.json`,
    reason_conference_ended: conference.reasonEnded,
    call_sid_ending_conference: conference.callSidEnding,
    subresource_uris: {
      participants: `${path}/Participants.json`,
      recordings: `${path}/Recordings.json`,
    },
  };
}

/** One who is in the conference, or who is being called into it. */
export function renderParticipant(
  conference: Conference,
  participant: {
    callSid: string;
    settings: Settings;
    status: "queued" | "connected";
    createdAt: number;
    updatedAt: number;
  },
): Record<string, unknown> {
  const { callSid, settings, status } = participant;
  const path = `${accountPath(conference.account)}/Conferences/${conference.sid}/Participants`;
  return {
    account_sid: conference.account.sid,
    call_sid: callSid,
    label: settings.label,
    call_sid_to_coach: settings.callSidToCoach,
    coaching: settings.callSidToCoach !== null,
    conference_sid: conference.sid,
    date_created: rfc2822(participant.createdAt),
    date_updated: rfc2822(participant.updatedAt),
    end_conference_on_exit: settings.endOnExit,
    muted: settings.muted,
    hold: settings.hold,
    start_conference_on_enter: settings.startOnEnter,
    status,
    queue_time: "0",
    uri: `${path}/${callSid}.json`,
  };
}
