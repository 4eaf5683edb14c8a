import { memberRoute } from "@/lib/auth/route";
import { AppError } from "@/lib/core/errors";
import { noteSoftphone } from "@/lib/softphone/machine";
import { Presence } from "@/lib/softphone/schema";

/** The signed-in person's browser says how calls reach it: `{device, state}`. */
export const POST = memberRoute(async (request, member) => {
  const said = Presence.safeParse(await request.json().catch(() => null));
  if (!said.success) {
    throw new AppError("bad_request", "invalid_input", "Say which browser it is, and its state.");
  }
  const { device, state } = said.data;
  await noteSoftphone(member.tenant.id, member.user_id, device, state);
  return Response.json({ success: true });
});
