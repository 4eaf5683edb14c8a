import { memberRoute } from "@/lib/auth/route";
import { readCallRequest } from "@/lib/call-control/request";
import { inviteColleague } from "@/lib/rooms/meeting";
import { readInvite } from "@/lib/rooms/schema";
import { invitedWords } from "@/lib/rooms/words";

/** Asks a colleague into the room that one is in: `{userId}` → `{name, there, rung, message}`. */
export const POST = memberRoute<{ id: string }>(async (request, member, { id }) => {
  const { callId, body } = await readCallRequest(request, member, id);
  const { userId } = readInvite(body);
  const invited = await inviteColleague(member, callId, userId);
  return Response.json({ success: true, ...invited, message: invitedWords(invited) });
});
