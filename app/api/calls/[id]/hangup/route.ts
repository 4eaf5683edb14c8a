import { z } from "zod";
import { memberRoute } from "@/lib/auth/route";
import { callIdOf } from "@/lib/call-control/schema";
import { hangUp } from "@/lib/calls/hangup";
import { endCallRoom } from "@/lib/rooms/end";

const flag = z.boolean().default(false).catch(false);
const Hangup = z.object({ decline: flag, leave: flag }).catch({ decline: false, leave: false });

/**
 * Ends a call on all its legs; with `{ decline: true }` only the person's own phone stops, with
 * `{ leave: true }` only their own legs end, whoever else is there.
 */
export const POST = memberRoute<{ id: string }>(async (request, member, { id }) => {
  const callId = callIdOf(id);
  const body: unknown = await request.json().catch(() => null);
  const how = Hangup.parse(body);
  const { tenant, user_id } = member;
  await hangUp(member, callId, how, () => endCallRoom(tenant.id, callId, "ended_in_app", user_id));
  return Response.json({ success: true });
});
