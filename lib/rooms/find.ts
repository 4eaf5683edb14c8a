import "server-only";
import { type LivekitAccount, ownsRoom } from "@/lib/livekit/account";
import { callAttribute } from "@/lib/livekit/attributes";
import { listPeople, listRooms } from "@/lib/livekit/rooms";
import { noteRoomEvent } from "@/lib/rooms/machine";
import { reportOf } from "@/lib/rooms/report";

/**
 * Looks among the tenant's rooms for the one that a call is in, where the report of it was lost,
 * and records it as that would have.
 */
export async function findRoom(account: LivekitAccount, callId: string): Promise<void> {
  const names = (await listRooms(account)).filter((name) => ownsRoom(account, name));
  for (const name of names) {
    for (const one of await listPeople(account, name)) {
      if (one.kind !== "phone" || one.attributes[callAttribute] !== callId) continue;
      const event = {
        id: `found:${one.sid}`,
        kind: "participant_joined",
        track: null,
        ...{ at: one.joined_at, room: { name, sid: "" } },
        participant: { ...one, left_because: null },
        sent: { event: "participant_joined", participant: { identity: one.identity } },
      } as const;
      await noteRoomEvent(account.tenant_id, reportOf(event, new Date()));
      return;
    }
  }
}
