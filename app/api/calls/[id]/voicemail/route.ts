import { memberRoute } from "@/lib/auth/route";
import { callIdOf } from "@/lib/call-control/schema";
import { sendToVoicemail } from "@/lib/call-control/to-voicemail";

/** Sends a caller who rings this person alone to their voicemail. */
export const POST = memberRoute<{ id: string }>(async (_, member, { id }) => {
  await sendToVoicemail(member, callIdOf(id));
  return Response.json({ success: true });
});
