import "server-only";
import { endLegs } from "@/lib/calls/hangup";
import { livekitAccount } from "@/lib/livekit/account";
import { endRoom } from "@/lib/livekit/rooms";
import { closeRoom, type EndReason, liveRoomOf, noteRoomEnd } from "@/lib/rooms/machine";
import { openCredentials } from "@/lib/twilio/credentials";

/**
 * Ends a room for everybody, and the call with it where somebody had answered: LiveKit ends its
 * telephone, Twilio the caller's leg. Whoever comes first wins, and a second time changes nothing.
 * Where one of the two cannot be reached, the other ends the call, and the sweep asks again.
 */
export async function endRoomOf(
  tenantId: string,
  room: string,
  reason: EndReason,
  userId: string | null = null,
): Promise<void> {
  const ended = await noteRoomEnd(tenantId, room, reason, userId, new Date());
  const done = await Promise.allSettled([
    endAtLivekit(tenantId, room),
    ended ? endAtTwilio(tenantId, ended) : null,
  ]);
  const failed = done.filter((one) => one.status === "rejected");
  for (const { reason } of failed) console.error(`room ${room} was not ended:`, reason);
  if (failed.length === 0) await closeRoom(tenantId, room, new Date());
}

/** Ends a room at LiveKit alone. */
export async function endAtLivekit(tenantId: string, room: string): Promise<void> {
  const account = await livekitAccount(tenantId);
  if (account) await endRoom(account, room);
}

type Ended = NonNullable<Awaited<ReturnType<typeof noteRoomEnd>>>;

async function endAtTwilio(tenantId: string, ended: Ended): Promise<void> {
  const { call_id, legs, account_sid, auth_token_ciphertext } = ended;
  if (!call_id || legs.length === 0 || !account_sid || !auth_token_ciphertext) return;
  const row = { account_sid, auth_token_ciphertext };
  await endLegs(tenantId, call_id, openCredentials(tenantId, row), legs);
}

/** Ends the room of a call, if it has one. True where it was a room that ended. */
export async function endCallRoom(
  tenantId: string,
  callId: string,
  reason: EndReason,
  userId: string,
): Promise<boolean> {
  const room = await liveRoomOf(tenantId, callId);
  if (room === null) return false;
  await endRoomOf(tenantId, room, reason, userId);
  return true;
}
