import { callAttribute, trunkAttribute } from "@/lib/livekit/attributes";
import { readCallHeader } from "@/lib/livekit/call-header";
import type { RoomEvent } from "@/lib/livekit/event";
import { personOf } from "@/lib/livekit/token";
import type { CallEvent } from "@/lib/record/event";
import type { RoomReport } from "@/lib/rooms/machine";

/**
 * What an event of LiveKit's says for the record. Each event of a person carries when they joined:
 * a report that is lost is made up for by any later one.
 */
export function reportOf(event: RoomEvent, receivedAt: Date): RoomReport {
  const { participant, room } = event;
  const at = event.at.toISOString();
  const what = whatOf(event);
  const person = participant?.kind === "browser" ? personOf(participant.identity) : null;
  const said = participant?.kind === "phone" ? participant.attributes : {};
  return {
    ...{ room: room.name, what, at },
    ...readCallHeader(said[callAttribute]),
    ...(said[trunkAttribute] && { trunk: said[trunkAttribute] }),
    ...(person && { person }),
    event: {
      type: "livekit",
      dedupe_key: `livekit:${event.id}`,
      occurred_at: at,
      received_at: receivedAt.toISOString(),
      data: event.sent,
      ...(person && participant && legOf(event, participant, person)),
    },
  };
}

function whatOf(event: RoomEvent): RoomReport["what"] {
  switch (event.kind) {
    case "room_started":
      return "started";
    case "room_finished":
      return "finished";
    case "participant_joined":
      return "joined";
    case "participant_left":
    case "participant_connection_aborted":
      return "left";
    case "track_published":
      return event.track?.is_microphone ? "published" : "other";
    case "track_unpublished":
      return "other";
    default:
      return event.kind satisfies never;
  }
}

type Participant = NonNullable<RoomEvent["participant"]>;

/** The leg of a person in the room. LiveKit's clock counts whole seconds: so do both its ends. */
function legOf(event: RoomEvent, participant: Participant, person: string): Partial<CallEvent> {
  const left = whatOf(event) === "left";
  const joinedMs = Math.floor((participant.joined_at ?? event.at).getTime() / 1000) * 1000;
  const joined = new Date(joinedMs).toISOString();
  const at = new Date(Math.max(event.at.getTime(), joinedMs)).toISOString();
  const { name } = event.room;
  return {
    call_sid: participant.sid,
    role: participant.is_hidden ? "supervisor" : "rep",
    medium: "room",
    user_id: person,
    status: left ? "completed" : "in-progress",
    accepted: !participant.is_hidden && !left,
    answered_at: joined,
    occurred_at: left ? at : joined,
    spans: [{ space: "room", name, entered_at: joined, ...(left && { left_at: at }) }],
  };
}
