import { memberRoute } from "@/lib/auth/route";
import { addToCall } from "@/lib/call-control/add";
import { readCallRequest } from "@/lib/call-control/request";
import { readAdd } from "@/lib/call-control/schema";

/** Rings somebody who is to talk along: `{ to: { userId | number } }`. */
export const POST = memberRoute<{ id: string }>(async (request, member, { id }) => {
  const { callId, body } = await readCallRequest(request, member, id);
  await addToCall(member, callId, readAdd(body).to);
  return Response.json({ success: true });
});
