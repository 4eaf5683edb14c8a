import { z } from "zod";
import { memberRoute } from "@/lib/auth/route";
import { hangUp } from "@/lib/calls/hangup";
import { AppError } from "@/lib/core/errors";

/** Ends a call on all its legs. */
export const POST = memberRoute<{ id: string }>(async (_request, member, { id }) => {
  const callId = z.uuid().safeParse(id);
  if (!callId.success)
    throw new AppError("not_found", "call_not_found", "This call doesn't exist.");
  await hangUp(member, callId.data);
  return Response.json({ success: true });
});
