import type { Method } from "@/local/carrier/model";

/** What a participant brings along, and the API may change. */
export type Settings = {
  label: string | null;
  muted: boolean;
  hold: boolean;
  callSidToCoach: string | null;
  startOnEnter: boolean;
  endOnExit: boolean;
};

export const EVENT_GROUPS = {
  "conference-start": "start",
  "conference-end": "end",
  "participant-join": "join",
  "participant-leave": "leave",
  "participant-mute": "mute",
  "participant-unmute": "mute",
  "participant-hold": "hold",
  "participant-unhold": "hold",
  "participant-modify": "modify",
  "announcement-end": "announcement",
} as const;

export type ConferenceEvent = keyof typeof EVENT_GROUPS;

/** Where a conference's events go, and which groups of them. */
export type ConferenceTarget = { url: string; method: Method; groups: string[] };

export type LeaveReason =
  | "participant_hung_up"
  | "participant_updated_via_api"
  | "moderator_ended_conference"
  | "conference_ended_via_api";

export type EndReason =
  | "conference-ended-via-api"
  | "last-participant-kicked"
  | "last-participant-left"
  | "participant-with-end-conference-on-exit-kicked"
  | "participant-with-end-conference-on-exit-left";
