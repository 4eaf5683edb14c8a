import "server-only";
import { type ParticipantInfo, ParticipantInfo_State } from "livekit-server-sdk";
import { askRooms, type Project } from "@/lib/livekit/client";
import { kindOf, type RoomPersonKind } from "@/lib/livekit/event";
import { unlessGone } from "@/lib/livekit/refusal";

/** Who is in a room, as LiveKit lists them. */
export type RoomPerson = {
  /** PA_…, one for each time somebody joins. */
  sid: string;
  identity: string;
  name: string;
  kind: RoomPersonKind;
  attributes: Record<string, string>;
  joined_at: Date;
  is_publisher: boolean;
  /** They only listen: shown to nobody in the room. */
  is_hidden: boolean;
};

/** Ends a room for everybody in it. A room that is gone has ended. */
export async function endRoom(project: Project, room: string): Promise<void> {
  await unlessGone(askRooms(project, (rooms) => rooms.deleteRoom(room)));
}

/** Takes somebody out of a room; whoever has left is out. */
export async function removePerson(project: Project, room: string, identity: string) {
  await unlessGone(askRooms(project, (rooms) => rooms.removeParticipant(room, identity)));
}

/** The names of all rooms of the project, also those of others. */
export async function listRooms(project: Project): Promise<string[]> {
  const rooms = await askRooms(project, (rooms) => rooms.listRooms());
  return rooms.map(({ name }) => name);
}

/** Who is in a room; nobody in one that is gone. */
export async function listPeople(project: Project, room: string): Promise<RoomPerson[]> {
  const found = await unlessGone(askRooms(project, (rooms) => rooms.listParticipants(room)));
  return (found ?? [])
    .filter(({ state }) => state !== ParticipantInfo_State.DISCONNECTED)
    .map(personIn);
}

function personIn(info: ParticipantInfo): RoomPerson {
  const { sid, identity, name, attributes, isPublisher } = info;
  const ms = Number(info.joinedAtMs) || Number(info.joinedAt) * 1000;
  return {
    ...{ sid, identity, name, kind: kindOf(info.kind), attributes },
    joined_at: new Date(ms),
    is_publisher: isPublisher,
    is_hidden: info.permission?.hidden ?? false,
  };
}

/**
 * Makes a room, or finds it made: for meetings, as a call's is made by the dispatch rule. LiveKit
 * closes it once nobody has come for `emptySeconds`, or everybody has left for `leftSeconds`.
 */
export async function makeRoom(
  project: Project,
  name: string,
  { emptySeconds = 60, leftSeconds = 20, maxPeople = 20 } = {},
): Promise<void> {
  await askRooms(project, (rooms) =>
    rooms.createRoom({
      ...{ name, emptyTimeout: emptySeconds, departureTimeout: leftSeconds },
      maxParticipants: maxPeople,
    }),
  );
}
