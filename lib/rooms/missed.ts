import type { RoomEvent } from "@/lib/livekit/event";
import type { RoomPerson } from "@/lib/livekit/rooms";

type Known = Pick<RoomPerson, "sid" | "identity" | "is_hidden" | "joined_at">;

/** An event of a person whose webhook never came, as it would have said it. */
export function missedEvent(
  name: string,
  kind: "participant_joined" | "participant_left" | "track_published",
  person: Known,
  now: Date,
): RoomEvent {
  const hasLeft = kind === "participant_left";
  return {
    ...{ id: `swept:${kind}:${person.sid}`, kind, room: { name, sid: "" } },
    track: kind === "track_published" ? { sid: "", is_microphone: true } : null,
    at: hasLeft ? now : person.joined_at,
    participant: {
      ...{ ...person, name: "", kind: "browser", attributes: {} },
      left_because: hasLeft ? "UNKNOWN" : null,
    },
    sent: { event: kind, participant: { sid: person.sid, identity: person.identity } },
  };
}
