import { memberRoute } from "@/lib/auth/route";
import { mergeIntoCall } from "@/lib/call-control/merge";
import { readCallRequest } from "@/lib/call-control/request";
import { readMerge } from "@/lib/call-control/schema";

/** Puts another call of the same person together with this one: `{ callId }`. */
export const POST = memberRoute<{ id: string }>(async (request, member, { id }) => {
  const { callId, body } = await readCallRequest(request, member, id);
  await mergeIntoCall(member, callId, readMerge(body).callId);
  return Response.json({ success: true });
});
