import { z } from "zod";
import { memberRoute } from "@/lib/auth/route";
import { hangUp } from "@/lib/calls/hangup";
import { AppError } from "@/lib/core/errors";
import { endCallRoom } from "@/lib/rooms/end";

const flag = z.boolean().default(false).catch(false);
const Hangup = z.object({ decline: flag, leave: flag }).catch({ decline: false, leave: false });

/**
 * Ends a call on all its legs; with `{ decline: true }` only the person's own phone stops, with
 * `{ leave: true }` only their own legs end, whoever else is there.
 */
export const POST = memberRoute<{ id: string }>(async (request, member, { id }) => {
  const callId = z.uuid().safeParse(id);
  if (!callId.success)
    throw new AppError("not_found", "call_not_found", "This call doesn't exist.");
  const body: unknown = await request.json().catch(() => null);
  const how = Hangup.parse(body);
  const { tenant, user_id } = member;
  await hangUp(member, callId.data, how, () =>
    endCallRoom(tenant.id, callId.data, "ended_in_app", user_id),
  );
  return Response.json({ success: true });
});
