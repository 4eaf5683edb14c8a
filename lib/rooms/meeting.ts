import "server-only";
import { randomUUID } from "node:crypto";
import type { Member } from "@/lib/auth/member";
import { livekitAccount, roomName } from "@/lib/livekit/account";
import { makeRoom } from "@/lib/livekit/rooms";
import { endRoomOf } from "@/lib/rooms/end";
import { beginMeeting, inviteToRoom } from "@/lib/rooms/people-machine";
import { roomRefused } from "@/lib/rooms/refusals";

/**
 * A room for a person and colleagues, without a telephone: an internal call, which rings them on
 * their desks. Who cannot be reached now is left out. Throws AppError 404, 409 where nobody is
 * left, 502 where LiveKit makes no room.
 */
export async function startMeeting(
  { tenant, user_id }: Member,
  userIds: string[],
): Promise<{ callId: string; rung: string[] }> {
  const account = await livekitAccount(tenant.id);
  if (!account?.is_on) throw roomRefused({ refused: "rooms_off" });
  const call_id = randomUUID();
  const room = roomName(account, `meeting_${randomUUID()}`);
  const meeting = { call_id, room, invited: userIds };
  const begun = await beginMeeting(tenant.id, user_id, meeting, new Date());
  if ("refused" in begun) throw roomRefused(begun);
  try {
    await makeRoom(account, room);
  } catch (error) {
    await endRoomOf(tenant.id, room, "swept");
    throw error;
  }
  return { callId: call_id, rung: begun.rung };
}

/**
 * Lets a colleague into the room that one is in, and rings them where their desk is open. Throws
 * AppError 403, 404 or 409.
 */
export async function inviteColleague(
  { tenant, user_id }: Member,
  callId: string,
  userId: string,
): Promise<{ name: string; there: boolean; rung: boolean }> {
  const invited = await inviteToRoom(tenant.id, user_id, callId, userId, new Date());
  if ("refused" in invited) throw roomRefused(invited);
  return invited;
}
