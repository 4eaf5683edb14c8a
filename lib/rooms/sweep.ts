import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { type LivekitAccount, livekitAccount } from "@/lib/livekit/account";
import { listPeople, type RoomPerson } from "@/lib/livekit/rooms";
import { roomIdentity } from "@/lib/livekit/token";
import { decideSwept, decideUnseen } from "@/lib/rooms/decide";
import { endRoomOf } from "@/lib/rooms/end";
import { giveBackClaim } from "@/lib/rooms/give-back";
import { comesBackMs } from "@/lib/rooms/limits";
import { forgetRoomEvents, type LiveRoom, liveRooms, stopInviting } from "@/lib/rooms/machine";
import { noteMissed } from "@/lib/rooms/missed";
import { presentOf } from "@/lib/rooms/present";
import { putOut } from "@/lib/rooms/put-out";

type Swept = { rooms: number; failed: number };

/**
 * Looks after the rooms of all companies, for webhooks that were lost: who LiveKit says is there is
 * recorded, and a room that nobody or nothing keeps going is ended. A company whose LiveKit is away
 * holds up no other.
 */
export async function sweepRooms(): Promise<Swept> {
  const now = new Date();
  await stopInviting(now);
  await forgetRoomEvents(now);
  const rooms = await liveRooms(now);
  const tenants = Map.groupBy(rooms, ({ tenant_id }) => tenant_id);
  const swept = await Promise.all([...tenants.values()].map(sweepTenant));
  return { rooms: rooms.length, failed: swept.reduce((sum, failed) => sum + failed, 0) };
}

/** What needs no look is done first. After a room that fails, the others wait for the next time. */
async function sweepTenant(rooms: LiveRoom[]): Promise<number> {
  const unseen = rooms.map((room) => ({ room, doing: decideUnseen(room) }));
  await Promise.all(
    unseen.map(({ room, doing }) =>
      doing.kind === "end" ? endRoomOf(room.tenant_id, room.name, doing.reason) : null,
    ),
  );
  const left = unseen.filter(({ doing }) => doing.kind !== "end").map(({ room }) => room);
  for (const [index, room] of left.entries()) {
    try {
      await sweepRoom(room);
    } catch (error) {
      console.error(`room ${room.name} was not looked after:`, error);
      return left.length - index;
    }
  }
  return 0;
}

async function sweepRoom(room: LiveRoom): Promise<void> {
  const account = await livekitAccount(room.tenant_id);
  if (!account) return endRoomOf(room.tenant_id, room.name, "swept");
  const there = await listPeople(account, room.name);
  await compare(room, there);
  await putOutListeners(account, room, there);
  const { claim_lapsed, claimed_by, claimed_at } = room;
  if (claim_lapsed && claimed_by && claimed_at) {
    await giveBackClaim(account, { ...room, claimed_by, claimed_at });
  }
  const doing = decideSwept(room, presentOf(there), room.age_seconds);
  if (doing.kind === "end") await endUnlessBack(account, room);
}

async function putOutListeners(
  account: LivekitAccount,
  room: LiveRoom,
  there: RoomPerson[],
): Promise<void> {
  const present = new Set(there.map(({ sid }) => sid));
  for (const { call_sid, user_id, may_stay } of room.legs) {
    if (!may_stay && present.has(call_sid)) await putOut(account, room, user_id);
  }
}

/** Whoever has lost the connection is away for a moment: only a second look ends a room. */
async function endUnlessBack(account: LivekitAccount, room: LiveRoom): Promise<void> {
  await pause(comesBackMs);
  const present = presentOf(await listPeople(account, room.name));
  const doing = decideSwept(room, present, room.age_seconds);
  if (doing.kind === "end") await endRoomOf(room.tenant_id, room.name, doing.reason);
}

/** Reports that never came, as they would have said it. */
async function compare({ tenant_id, name, legs }: LiveRoom, there: RoomPerson[]): Promise<void> {
  const recorded = new Set(legs.map(({ call_sid }) => call_sid));
  const present = new Set(there.map(({ sid }) => sid));
  for (const one of there) {
    if (one.kind !== "browser" || recorded.has(one.sid)) continue;
    await noteMissed(tenant_id, name, "participant_joined", one);
  }
  for (const { call_sid, user_id, is_listener, since } of legs) {
    if (present.has(call_sid)) continue;
    const one = { sid: call_sid, identity: roomIdentity(user_id), is_hidden: is_listener };
    const joined_at = new Date(since);
    await noteMissed(tenant_id, name, "participant_left", { ...one, joined_at });
  }
}
