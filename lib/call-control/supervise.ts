import "server-only";
import type { Member } from "@/lib/auth/member";
import { type Asked, keyOf, type Person } from "@/lib/call-control/ask";
import { undoControl } from "@/lib/call-control/machine";
import { endLegs, inRoom, Moved, note } from "@/lib/call-control/moves";
import { controlRefused } from "@/lib/call-control/refusals";
import { ringIn } from "@/lib/call-control/ring";
import {
  type AskedSupervision,
  askSupervision,
  noteSupervision,
} from "@/lib/call-control/supervision-machine";
import { tendCall } from "@/lib/call-control/tend";
import { noTwilio } from "@/lib/calls/existing";
import { withWhomToAsk } from "@/lib/team/whom-to-ask";
import type { SupervisionMode } from "@/lib/voice/control-facts";

type Supervisor = Person & Pick<Member, "name">;

/**
 * Has a manager or admin supervise a call, or do so in another way: their phone or browser is rung,
 * and the call moves into its room. Does nothing where it is so already. Throws AppError 403, 404,
 * 409, or 502 when Twilio refuses.
 */
export async function superviseCall(
  member: Supervisor,
  callId: string,
  mode: SupervisionMode,
): Promise<void> {
  const { tenant, user_id } = member;
  const now = new Date();
  const answer = await askSupervision(tenant.id, user_id, callId, mode, now);
  if (!answer) throw noTwilio();
  if ("refused" in answer) throw await withWhomToAsk(member, controlRefused(answer.refused));
  if ("done" in answer) return;
  const asked = { ...answer, tenant_id: tenant.id, call_id: callId, now };
  try {
    await inRoom(asked, async () => {
      const own = asked.legs.find(({ user_id: user }) => user === user_id)?.call_sid;
      const sid = asked.rings ? await ring(member, asked) : own;
      await noteMode(member, asked, mode, sid);
    });
  } catch (error) {
    if (asked.rings) await noteSupervision(tenant.id, callId, user_id, { state: "gone" });
    if (asked.moves && !(error instanceof Moved)) await undoControl(tenant.id, callId, asked);
    throw await withWhomToAsk(member, error);
  }
  // Whoever is in the room already is heard in the new way at once.
  await tendCall(tenant.id, callId);
}

type Supervising = Asked & AskedSupervision;

async function ring({ user_id }: Supervisor, asked: Supervising): Promise<string | undefined> {
  const { tenant_id, call_id } = asked;
  const sids = await ringIn(asked, "join", { role: "supervisor", user_id });
  // Left while they were being rung.
  const isWanted = await noteSupervision(tenant_id, call_id, user_id, { applied: "rung" });
  if (!isWanted) await endLegs(asked, sids);
  return sids[0];
}

/**
 * What was asked, for the call's timeline. Where it is not shown to whoever talks, it is about the
 * supervisor's leg, as all its reports, which they cannot read.
 */
async function noteMode(
  { user_id }: Supervisor,
  asked: Supervising,
  mode: SupervisionMode,
  call_sid: string | undefined,
): Promise<void> {
  const facts = { user_id, ...(asked.user_id && { target_user_id: asked.user_id }) };
  const about = asked.is_shown ? {} : { call_sid };
  const key = `${keyOf(asked)}:${mode}`;
  await note(asked, key, asked.now, about, { step: { kind: mode, facts } });
}
