import "server-only";
import type { LivekitAccount } from "@/lib/livekit/account";
import { listPeople, removePerson } from "@/lib/livekit/rooms";
import { roomIdentity } from "@/lib/livekit/token";
import { giveBackRoom } from "@/lib/rooms/machine";
import { noteMissed } from "@/lib/rooms/missed";

/** Who has answered a room, and when. */
export type Claim = { name: string; room_id: string; claimed_by: string; claimed_at: string };

/**
 * Whoever answered, and has published no microphone by LiveKit's own word, is out again, and the
 * call rings on. Where only the report of it was lost, it is recorded instead.
 */
export async function giveBackClaim(account: LivekitAccount, claim: Claim): Promise<void> {
  const { name, room_id, claimed_by, claimed_at } = claim;
  const identity = roomIdentity(claimed_by);
  const person = (await listPeople(account, name)).find((one) => one.identity === identity);
  const { tenant_id } = account;
  if (person?.is_publisher) return noteMissed(tenant_id, name, "track_published", person);
  if (!(await giveBackRoom(tenant_id, room_id, claimed_by, claimed_at, new Date()))) return;
  await removePerson(account, name, identity);
}
