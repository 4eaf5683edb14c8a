import { memberRoute } from "@/lib/auth/route";
import { removeFromCall } from "@/lib/call-control/participant";
import { readCallRequest } from "@/lib/call-control/request";
import { readRemove } from "@/lib/call-control/schema";

/** Ends the leg of somebody on the call: `{ participant }`, their CallSid. */
export const POST = memberRoute<{ id: string }>(async (request, member, { id }) => {
  const { callId, body } = await readCallRequest(request, member, id);
  await removeFromCall(member, callId, readRemove(body).participant);
  return Response.json({ success: true });
});
