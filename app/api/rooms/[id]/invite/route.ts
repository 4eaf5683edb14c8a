import { memberRoute } from "@/lib/auth/route";
import { callIdOf } from "@/lib/call-control/schema";
import { inviteColleague } from "@/lib/rooms/meeting";
import { readInvite } from "@/lib/rooms/schema";

/** Rings a colleague to come into the room that one is in: `{userId}` → `{name, there}`. */
export const POST = memberRoute<{ id: string }>(async (request, member, { id }) => {
  const callId = callIdOf(id);
  const { userId } = await readInvite(request);
  return Response.json({ success: true, ...(await inviteColleague(member, callId, userId)) });
});
