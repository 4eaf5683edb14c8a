import { memberRoute } from "@/lib/auth/route";
import { holdCall } from "@/lib/call-control/hold";
import { callIdOf } from "@/lib/call-control/schema";

/** Puts the customer of a call on hold: they hear music. */
export const POST = memberRoute<{ id: string }>(async (_, member, { id }) => {
  await holdCall(member, callIdOf(id));
  return Response.json({ success: true });
});
