import { memberRoute } from "@/lib/auth/route";
import { callIdOf } from "@/lib/call-control/schema";
import { hear } from "@/lib/rooms/hearing";
import { readHeard } from "@/lib/rooms/schema";

/** Whether somebody speaks in the room: `{speaking}` → `{silentForMs, endsAfterMs}`. */
export const POST = memberRoute<{ id: string }>(async (request, member, { id }) => {
  const callId = callIdOf(id);
  const { speaking } = await readHeard(request);
  return Response.json({ success: true, ...(await hear(member, callId, speaking)) });
});
