import { memberRoute } from "@/lib/auth/route";
import { muteInCall } from "@/lib/call-control/participant";
import { readCallRequest } from "@/lib/call-control/request";
import { readMute } from "@/lib/call-control/schema";

/** Mutes somebody on the call, or no more: `{ participant, muted }`. */
export const POST = memberRoute<{ id: string }>(async (request, member, { id }) => {
  const { callId, body } = await readCallRequest(request, member, id);
  const { participant, muted } = readMute(body);
  await muteInCall(member, callId, participant, muted);
  return Response.json({ success: true });
});
