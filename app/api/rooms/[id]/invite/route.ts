import { memberRoute } from "@/lib/auth/route";
import { readCallRequest } from "@/lib/call-control/request";
import { inviteColleague } from "@/lib/rooms/meeting";
import { readInvite } from "@/lib/rooms/schema";

/** Rings a colleague to come into the room that one is in: `{userId}` → `{name, there}`. */
export const POST = memberRoute<{ id: string }>(async (request, member, { id }) => {
  const { callId, body } = await readCallRequest(request, member, id);
  const { userId } = readInvite(body);
  return Response.json({ success: true, ...(await inviteColleague(member, callId, userId)) });
});
