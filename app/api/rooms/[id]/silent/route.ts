import { memberRoute } from "@/lib/auth/route";
import { callIdOf } from "@/lib/call-control/schema";
import { endIfSilent } from "@/lib/rooms/hearing";

/** Asks to end a room in which nobody speaks: the server's clock decides. `{ended, …}`. */
export const POST = memberRoute<{ id: string }>(async (_, member, { id }) => {
  return Response.json({ success: true, ...(await endIfSilent(member, callIdOf(id))) });
});
