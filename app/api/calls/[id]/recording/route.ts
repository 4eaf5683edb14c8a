import { z } from "zod";
import { memberRoute } from "@/lib/auth/route";
import { isCall, noCall } from "@/lib/calls/existing";
import { AppError } from "@/lib/core/errors";
import { changeRecording } from "@/lib/recordings/pause";

const Change = z.object({ action: z.enum(["pause", "resume"]) });

/** Pauses or resumes a live call's recording: `{ action: "pause" | "resume" }`. */
export const POST = memberRoute<{ id: string }>(async (request, member, { id }) => {
  const callId = z.uuid().safeParse(id);
  if (!callId.success || !(await isCall(member.db, member.tenant.id, callId.data))) throw noCall();
  const body = Change.safeParse(await request.json().catch(() => null));
  if (!body.success) {
    throw new AppError("bad_request", "invalid_input", 'Send {"action": "pause" or "resume"}.');
  }
  await changeRecording(member, callId.data, body.data.action);
  return Response.json({ success: true });
});
