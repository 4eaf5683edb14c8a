import { memberRoute } from "@/lib/auth/route";
import { resumeCall } from "@/lib/call-control/hold";
import { callIdOf } from "@/lib/call-control/schema";

/** Brings the customer of a call back from hold. */
export const POST = memberRoute<{ id: string }>(async (_, member, { id }) => {
  await resumeCall(member, callIdOf(id));
  return Response.json({ success: true });
});
