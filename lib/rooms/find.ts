import "server-only";
import { type LivekitAccount, ownsRoom } from "@/lib/livekit/account";
import { callAttribute } from "@/lib/livekit/attributes";
import { readCallHeader } from "@/lib/livekit/call-header";
import { listPeople, listRooms } from "@/lib/livekit/rooms";
import { noteMissed } from "@/lib/rooms/missed";

/**
 * Looks among the tenant's rooms for the one that a call is in, where the report of it was lost,
 * and records it as that would have.
 */
export async function findRoom(account: LivekitAccount, callId: string): Promise<void> {
  const names = (await listRooms(account)).filter((name) => ownsRoom(account, name));
  for (const name of names) {
    const phone = (await listPeople(account, name)).find(
      ({ kind, attributes }) =>
        kind === "phone" && readCallHeader(attributes[callAttribute])?.call === callId,
    );
    if (phone) return noteMissed(account.tenant_id, name, "participant_joined", phone);
  }
}
