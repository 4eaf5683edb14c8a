import "server-only";
import type { Member } from "@/lib/auth/member";
import { endRoomOf } from "@/lib/rooms/end";
import { declineRoom } from "@/lib/rooms/machine";
import { roomRefused } from "@/lib/rooms/refusals";

/**
 * A person who is rung doesn't come. Once nobody is rung any more, the room is ended: the route of
 * the call goes on at once, and a meeting of one is over. Throws AppError 403 or 404.
 */
export async function declineCallRoom({ tenant, user_id }: Member, callId: string): Promise<void> {
  const said = await declineRoom(tenant.id, user_id, callId, new Date());
  if ("refused" in said) throw roomRefused(said);
  const { name, rings, is_answered, kind, declined, talkers } = said;
  if (name === null || rings || !declined) return;
  const isAlone = kind === "meeting" ? talkers < 2 : !is_answered;
  if (isAlone) await endRoomOf(tenant.id, name, "declined");
}
