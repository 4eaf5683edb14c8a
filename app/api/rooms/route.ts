import { memberRoute } from "@/lib/auth/route";
import { startMeeting } from "@/lib/rooms/meeting";
import { readMeeting } from "@/lib/rooms/schema";

/** A meeting of colleagues in the browser: `{userIds}` → 201 `{callId, rung}`. */
export const POST = memberRoute(async (request, member) => {
  const { userIds } = readMeeting(await request.json().catch(() => null));
  const meeting = await startMeeting(member, userIds);
  return Response.json({ success: true, ...meeting }, { status: 201 });
});
