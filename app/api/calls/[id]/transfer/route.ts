import { memberRoute } from "@/lib/auth/route";
import { readCallRequest } from "@/lib/call-control/request";
import { readTransfer } from "@/lib/call-control/schema";
import { transferCall } from "@/lib/call-control/transfer";

/**
 * Transfers a call: `{ to: { userId | number | voicemailOf }, mode: "warm" | "cold" }`; then, of a
 * warm one, `{ action: "complete" | "take_back" | "merge" }`.
 */
export const POST = memberRoute<{ id: string }>(async (request, member, { id }) => {
  const { callId, body } = await readCallRequest(request, member, id);
  await transferCall(member, callId, readTransfer(body));
  return Response.json({ success: true });
});
