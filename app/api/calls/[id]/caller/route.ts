import { memberRoute } from "@/lib/auth/route";
import { callIdOf } from "@/lib/call-control/schema";
import { readCaller } from "@/lib/wrapups/caller";

/** GET: who calls, for whoever it rings. A route may ring many, whose call it is not yet. */
export const GET = memberRoute<{ id: string }>(async (_, member, { id }) => {
  const caller = await readCaller(member, callIdOf(id), new Date());
  return Response.json({ caller }, { headers: { "Cache-Control": "no-store" } });
});
