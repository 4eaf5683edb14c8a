import { memberRoute } from "@/lib/auth/route";
import { callIdOf } from "@/lib/call-control/schema";
import { readCallState } from "@/lib/rooms/store";

/** Where a call stands, and who is in its room (lib/rooms/schema.ts: CallState). */
export const GET = memberRoute<{ id: string }>(async (_, member, { id }) => {
  const state = await readCallState(member, callIdOf(id));
  return Response.json({ success: true, ...state }, { headers: { "cache-control": "no-store" } });
});
