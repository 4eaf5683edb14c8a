import "server-only";
import { ParticipantInfo_State } from "livekit-server-sdk";
import { askRooms, type Project } from "@/lib/livekit/client";
import { type InLivekitRoom, readPerson } from "@/lib/livekit/person";
import { unlessGone } from "@/lib/livekit/refusal";

/** Who is in a room, as LiveKit lists them. */
export type RoomPerson = InLivekitRoom & { is_publisher: boolean };

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
    .map((info) => ({ ...readPerson(info), is_publisher: info.isPublisher }));
}

/** In seconds: LiveKit closes a room that nobody comes to, and one that everybody has left. */
export const closing = { emptyTimeout: 60, departureTimeout: 20 };

/** Makes a room, or finds it made: for meetings, as a call's is made by the dispatch rule. */
export async function makeRoom(project: Project, name: string): Promise<void> {
  await askRooms(project, (rooms) => rooms.createRoom({ name, ...closing, maxParticipants: 20 }));
}
