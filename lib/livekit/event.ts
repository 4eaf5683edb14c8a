import { type TrackInfo, TrackSource, TrackType, type WebhookEvent } from "livekit-server-sdk";
import { type InLivekitRoom, readPerson } from "@/lib/livekit/person";

const roomEventKinds = [
  "room_started",
  "room_finished",
  "participant_joined",
  "participant_left",
  "participant_connection_aborted",
  "track_published",
  "track_unpublished",
] as const;

/** An event of a room, as LiveKit signed it. Events repeat, and come late or in any order. */
export type RoomEvent = {
  /** Unique; repeated with a repetition. */
  id: string;
  kind: (typeof roomEventKinds)[number];
  /** LiveKit's clock, whole seconds. */
  at: Date;
  room: { name: string; sid: string };
  participant:
    | (InLivekitRoom & {
        /** LiveKit's own word, such as CLIENT_INITIATED; null while in the room. */
        left_because: string | null;
      })
    | null;
  track: { sid: string; is_microphone: boolean } | null;
  /** The whole event as it was sent. */
  sent: unknown;
};

/** What a webhook says of a room; null for what is not about one. */
export function readEvent(hook: WebhookEvent, sent: unknown): RoomEvent | null {
  const kind = roomEventKinds.find((name) => name === hook.event);
  const { id, room } = hook;
  if (!kind || !room?.name || id === "") return null;
  return {
    ...{ id, kind, sent },
    at: new Date(Number(hook.createdAt) * 1000),
    room: { name: room.name, sid: room.sid },
    participant: hook.participant
      ? {
          ...readPerson(hook.participant),
          left_because: reasons[hook.participant.disconnectReason] ?? null,
        }
      : null,
    track: hook.track ? readTrack(hook.track) : null,
  };
}

function readTrack({ sid, type, source }: TrackInfo): NonNullable<RoomEvent["track"]> {
  // A telephone's sound has no source.
  const isMicrophone = type === TrackType.AUDIO && source !== TrackSource.SCREEN_SHARE_AUDIO;
  return { sid, is_microphone: isMicrophone };
}

/** livekit.DisconnectReason, by its number; the first is that there is none. */
const reasons = [
  null,
  "CLIENT_INITIATED",
  "DUPLICATE_IDENTITY",
  "SERVER_SHUTDOWN",
  "PARTICIPANT_REMOVED",
  "ROOM_DELETED",
  "STATE_MISMATCH",
  "JOIN_FAILURE",
  "MIGRATION",
  "SIGNAL_CLOSE",
  "ROOM_CLOSED",
  "USER_UNAVAILABLE",
  "USER_REJECTED",
  "SIP_TRUNK_FAILURE",
  "CONNECTION_TIMEOUT",
  "MEDIA_FAILURE",
];
