import "server-only";
import type { RoomPerson } from "@/lib/livekit/rooms";
import { noteRoomEvent } from "@/lib/rooms/machine";
import { reportOf } from "@/lib/rooms/report";

type Kind = "participant_joined" | "participant_left" | "track_published";

type Missed = Pick<RoomPerson, "sid" | "identity" | "is_hidden" | "joined_at"> &
  Partial<Pick<RoomPerson, "kind" | "attributes">>;

/**
 * Records what somebody in a tenant's room did whose webhook never came, as it would have said it:
 * somebody in a browser, or of another `kind`.
 */
export async function noteMissed(
  tenantId: string,
  room: string,
  kind: Kind,
  { sid, identity, is_hidden, joined_at, kind: medium = "browser", attributes = {} }: Missed,
): Promise<void> {
  const now = new Date();
  const hasLeft = kind === "participant_left";
  const event = {
    ...{ id: `swept:${kind}:${sid}`, kind, room: { name: room, sid: "" } },
    track: kind === "track_published" ? { sid: "", is_microphone: true } : null,
    at: hasLeft ? now : (joined_at ?? now),
    participant: {
      ...{ sid, identity, name: "", kind: medium, is_hidden, attributes, joined_at },
      left_because: hasLeft ? "UNKNOWN" : null,
    },
    sent: { event: kind, participant: { sid, identity } },
  };
  await noteRoomEvent(tenantId, reportOf(event, now));
}
