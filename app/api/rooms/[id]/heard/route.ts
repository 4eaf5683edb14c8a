import { memberRoute } from "@/lib/auth/route";
import { readCallRequest } from "@/lib/call-control/request";
import { hear } from "@/lib/rooms/hearing";
import { readHeard } from "@/lib/rooms/schema";

/** Whether somebody speaks in the room: `{speaking}` → `{silentForMs, endsAfterMs}`. */
export const POST = memberRoute<{ id: string }>(async (request, member, { id }) => {
  const { callId, body } = await readCallRequest(request, member, id);
  const { speaking } = readHeard(body);
  return Response.json({ success: true, ...(await hear(member, callId, speaking)) });
});
