import { z } from "zod";
import { memberRoute } from "@/lib/auth/route";
import { callIdOf } from "@/lib/call-control/schema";
import { isCall, noCall } from "@/lib/calls/existing";
import { AppError } from "@/lib/core/errors";
import { wrapUp } from "@/lib/wrapups/save";
import { SaveWrapUp } from "@/lib/wrapups/schema";

const maxBytes = 100_000;

/** Saves what a person says of a call while it goes on and after it. */
export const POST = memberRoute<{ id: string }>(async (request, member, { id }) => {
  const callId = callIdOf(id);
  if (!(await isCall(member.db, member.tenant.id, callId))) throw noCall();
  const text = await request.text();
  if (text.length > maxBytes)
    throw new AppError("too_large", "too_large", "This note is too long.");
  return Response.json({ success: true, ...(await wrapUp(member, callId, readBody(text))) });
});

function readBody(text: string): SaveWrapUp {
  try {
    return SaveWrapUp.parse(JSON.parse(text));
  } catch (cause) {
    const [issue] = cause instanceof z.ZodError ? cause.issues : [];
    const message = issue?.message ?? "The body must be JSON.";
    throw new AppError("bad_request", "invalid_input", message, { cause });
  }
}
