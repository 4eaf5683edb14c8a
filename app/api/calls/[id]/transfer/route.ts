import { memberRoute } from "@/lib/auth/route";
import { callIdOf, readTransfer } from "@/lib/call-control/schema";
import { transferCall } from "@/lib/call-control/transfer";
import { isCall, noCall } from "@/lib/calls/existing";

/**
 * Transfers a call: `{ to: { userId | number | voicemailOf }, mode: "warm" | "cold" }`; then, of a
 * warm one, `{ action: "complete" | "take_back" | "merge" }`.
 */
export const POST = memberRoute<{ id: string }>(async (request, member, { id }) => {
  const body: unknown = await request.json().catch(() => null);
  const callId = callIdOf(id);
  if (!(await isCall(member.db, member.tenant.id, callId))) throw noCall();
  await transferCall(member, callId, readTransfer(body));
  return Response.json({ success: true });
});
