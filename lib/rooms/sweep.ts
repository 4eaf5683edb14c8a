import "server-only";
import { type LivekitAccount, livekitAccount } from "@/lib/livekit/account";
import type { RoomEvent } from "@/lib/livekit/event";
import { listPeople, type RoomPerson, removePerson } from "@/lib/livekit/rooms";
import { roomIdentity } from "@/lib/livekit/token";
import { decideSwept } from "@/lib/rooms/decide";
import { endRoomOf } from "@/lib/rooms/end";
import { giveBackRoom, type LiveRoom, liveRooms, noteRoomEvent } from "@/lib/rooms/machine";
import { reportOf } from "@/lib/rooms/report";

/**
 * Looks after the rooms of all companies, for webhooks that were lost: who LiveKit says is there is
 * recorded, and a room that nobody or nothing keeps going is ended.
 */
export async function sweepRooms(): Promise<{ rooms: number; failed: number }> {
  const rooms = await liveRooms(new Date());
  let failed = 0;
  for (const room of rooms) {
    try {
      await sweepRoom(room, new Date());
    } catch (error) {
      failed += 1;
      console.error(`room ${room.name} was not looked after:`, error);
    }
  }
  return { rooms: rooms.length, failed };
}

async function sweepRoom(room: LiveRoom, now: Date): Promise<void> {
  const account = await livekitAccount(room.tenant_id);
  if (!account) return endRoomOf(room.tenant_id, room.name, "swept");
  const there = await listPeople(account, room.name);
  await compare(room, there, now);
  if (room.claim_lapsed && room.claimed_by) await giveBack(account, room, room.claimed_by, now);
  const count = (kind: RoomPerson["kind"]) =>
    there.filter((one) => one.kind === kind && !one.is_hidden).length;
  const present = { people: count("browser"), phones: count("phone") };
  const doing = decideSwept(room, present, room.age_seconds);
  if (doing.kind === "end") await endRoomOf(room.tenant_id, room.name, doing.reason);
}

async function giveBack(account: LivekitAccount, room: LiveRoom, userId: string, now: Date) {
  if (!(await giveBackRoom(room.tenant_id, room.room_id, userId, now))) return;
  await removePerson(account, room.name, roomIdentity(userId));
}

/** Reports that never came, as they would have said it. */
async function compare(room: LiveRoom, there: RoomPerson[], now: Date): Promise<void> {
  const known = new Set(room.legs.map(({ call_sid }) => call_sid));
  const present = new Set(there.map(({ sid }) => sid));
  const unheard = there.filter(({ sid, kind }) => kind === "browser" && !known.has(sid));
  const gone = room.legs.filter(({ call_sid }) => !present.has(call_sid));
  const events = [
    ...unheard.map((one) => eventOf(room, "participant_joined", one, now)),
    ...gone.map(({ call_sid, user_id, is_listener, since }) => {
      const one = { sid: call_sid, identity: roomIdentity(user_id), is_hidden: is_listener };
      return eventOf(room, "participant_left", { ...one, joined_at: new Date(since) }, now);
    }),
  ];
  for (const event of events) await noteRoomEvent(room.tenant_id, reportOf(event, now));
}

type Known = Pick<RoomPerson, "sid" | "identity" | "is_hidden" | "joined_at">;

function eventOf(
  { name }: LiveRoom,
  kind: "participant_joined" | "participant_left",
  person: Known,
  now: Date,
): RoomEvent {
  const hasLeft = kind === "participant_left";
  return {
    ...{ id: `swept:${kind}:${person.sid}`, kind, room: { name, sid: "" }, track: null },
    at: hasLeft ? now : person.joined_at,
    participant: {
      ...{ ...person, name: "", kind: "browser", attributes: {} },
      left_because: hasLeft ? "UNKNOWN" : null,
    },
    sent: { event: kind, participant: { sid: person.sid, identity: person.identity } },
  };
}
