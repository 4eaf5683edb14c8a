import type {
  ParticipantInfo,
  RoomEndReason,
  Room as RoomInfo,
  TrackInfo,
} from "@livekit/protocol";

/** What LiveKit tells of, by webhook (https://docs.livekit.io/home/server/webhooks/). */
export const eventNames = [
  "room_started",
  "room_finished",
  "participant_joined",
  "participant_left",
  "participant_connection_aborted",
  "track_published",
  "track_unpublished",
] as const;
export type EventName = (typeof eventNames)[number];

export type Fact = {
  event: EventName;
  room: RoomInfo;
  participant?: ParticipantInfo;
  track?: TrackInfo;
  roomEndReason?: RoomEndReason;
};
