import "server-only";
import type { Member } from "@/lib/auth/member";
import { endRoomOf } from "@/lib/rooms/end";
import { askSilence, noteHeard } from "@/lib/rooms/people-machine";
import { roomRefused } from "@/lib/rooms/refusals";
import type { Silence } from "@/lib/rooms/schema";

type Person = Pick<Member, "tenant" | "user_id">;

/** Notes whether anybody speaks: each browser's word keeps a room going. Throws 403 or 409. */
export async function hear(member: Person, callId: string, speaking: boolean): Promise<Silence> {
  const clock = await noteHeard(member.tenant.id, member.user_id, callId, speaking, new Date());
  if ("refused" in clock) throw roomRefused(clock);
  return { silentForMs: clock.silent_for_ms, endsAfterMs: clock.ends_after_ms, ended: false };
}

/** Ends a room in which nobody speaks, if our own clock says so too. Throws 403 or 409. */
export async function endIfSilent(member: Person, callId: string): Promise<Silence> {
  const clock = await askSilence(member.tenant.id, member.user_id, callId, new Date());
  if ("refused" in clock) throw roomRefused(clock);
  if (clock.is_over) await endRoomOf(member.tenant.id, clock.name, "silence");
  const { silent_for_ms, ends_after_ms, is_over } = clock;
  return { silentForMs: silent_for_ms, endsAfterMs: ends_after_ms, ended: is_over };
}
