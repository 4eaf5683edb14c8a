import "server-only";
import type { Member } from "@/lib/auth/member";
import { adminsOnly } from "@/lib/core/errors";
import { forgetAccount } from "@/lib/livekit/account";
import { requireNoRooms } from "@/lib/livekit-account/live";
import { saveAccount } from "@/lib/livekit-account/machine";
import { tryTakeDown } from "@/lib/livekit-account/setup";
import { readLivekit } from "@/lib/livekit-account/store";
import { leftSentence } from "@/lib/livekit-account/words";

/**
 * Removes trunk and dispatch rule at LiveKit, then the account here. Where LiveKit can't be asked
 * the account is removed all the same, and the message says what to delete by hand. Throws AppError
 * 409 while a call is in a room.
 */
export async function removeAccount(member: Member): Promise<string> {
  const { db, tenant, user_id } = member;
  const saved = await readLivekit(db, tenant.id);
  if (!saved) return "LiveKit is removed.";
  await requireNoRooms(db, tenant.id);
  const isDown = await tryTakeDown({ tenantId: tenant.id, userId: user_id });
  if ((await saveAccount(tenant.id, user_id, null, new Date())) === "not_admin") {
    throw adminsOnly();
  }
  forgetAccount(tenant.id);
  if (isDown || saved.trunk_id === null) return "LiveKit is removed.";
  return `LiveKit is removed here. It ${leftSentence(saved)}`;
}
