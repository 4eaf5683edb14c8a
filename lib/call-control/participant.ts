import "server-only";
import type { Person } from "@/lib/call-control/ask";
import { endLegs, note } from "@/lib/call-control/moves";
import { findParticipant } from "@/lib/call-control/people-machine";
import { controlRefused } from "@/lib/call-control/refusals";
import { changeParticipant } from "@/lib/call-control/room";
import { noTwilio } from "@/lib/calls/existing";

/** Ends the leg of somebody who was added to a call. Throws AppError 403, 404, 409, 422, 502. */
export async function removeFromCall(member: Person, callId: string, sid: string): Promise<void> {
  const { leg, ...call } = await participantOf(member, callId, sid, "remove");
  await endLegs(call, [sid]);
  const facts = {
    user_id: member.user_id,
    to: leg.role === "outside" ? "number" : "person",
    ...(leg.user_id && { target_user_id: leg.user_id }),
  };
  await note(call, `removed:${sid}`, new Date(), { step: { kind: "removed", facts } });
}

/**
 * Nobody hears them, or all do again; they hear the others. Throws AppError as `removeFromCall`.
 */
export async function muteInCall(
  member: Person,
  callId: string,
  sid: string,
  muted: boolean,
): Promise<void> {
  const { leg, ...call } = await participantOf(member, callId, sid, "mute");
  if (!(await changeParticipant(call, leg.call_sid, { muted })))
    throw controlRefused("not_in_room");
}

async function participantOf(
  { tenant, user_id }: Person,
  callId: string,
  sid: string,
  does: "mute" | "remove",
) {
  const found = await findParticipant(tenant.id, user_id, callId, sid, does);
  if (!found) throw noTwilio();
  if ("refused" in found) throw controlRefused(found.refused);
  return { ...found, tenant_id: tenant.id, call_id: callId };
}
