import { memberRoute } from "@/lib/auth/route";
import { callIdOf } from "@/lib/call-control/schema";
import { declineCallRoom } from "@/lib/rooms/decline";

/** A call that rings in the browser is not taken: it rings whoever else it rings. */
export const POST = memberRoute<{ id: string }>(async (_, member, { id }) => {
  await declineCallRoom(member, callIdOf(id));
  return Response.json({ success: true });
});
