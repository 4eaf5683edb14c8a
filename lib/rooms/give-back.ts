import "server-only";
import type { LivekitAccount } from "@/lib/livekit/account";
import { listPeople, removePerson } from "@/lib/livekit/rooms";
import { roomIdentity } from "@/lib/livekit/token";
import { giveBackRoom, noteRoomEvent } from "@/lib/rooms/machine";
import { missedEvent } from "@/lib/rooms/missed";
import { reportOf } from "@/lib/rooms/report";

type Claim = { name: string; room_id: string; claimed_by: string; claimed_at: string };

/**
 * Whoever answered, and has published no microphone by LiveKit's own word, is out again, and the
 * call rings on. Where only the report of it was lost, it is recorded instead.
 */
export async function giveBackClaim(account: LivekitAccount, claim: Claim): Promise<void> {
  const { name, room_id, claimed_by, claimed_at } = claim;
  const identity = roomIdentity(claimed_by);
  const now = new Date();
  const person = (await listPeople(account, name)).find((one) => one.identity === identity);
  if (person?.is_publisher) {
    const event = missedEvent(name, "track_published", person, now);
    await noteRoomEvent(account.tenant_id, reportOf(event, now));
    return;
  }
  if (!(await giveBackRoom(account.tenant_id, room_id, claimed_by, claimed_at, now))) return;
  await removePerson(account, name, identity);
}
