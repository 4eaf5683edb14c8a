import { memberRoute } from "@/lib/auth/route";
import { readCallRequest } from "@/lib/call-control/request";
import { readSupervise } from "@/lib/call-control/schema";
import { superviseCall } from "@/lib/call-control/supervise";

/**
 * Has a manager or admin listen to a call, or be heard in it:
 * `{ mode: "listen" | "whisper" | "barge" | "take_over" }`.
 */
export const POST = memberRoute<{ id: string }>(
  async (request, member, { id }) => {
    const { callId, body } = await readCallRequest(request, member, id);
    await superviseCall(member, callId, readSupervise(body).mode);
    return Response.json({ success: true });
  },
  { role: "manager" },
);
