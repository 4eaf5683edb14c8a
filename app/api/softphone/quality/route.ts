import { memberRoute } from "@/lib/auth/route";
import { AppError } from "@/lib/core/errors";
import { noteQuality } from "@/lib/softphone/machine";
import { Quality } from "@/lib/softphone/schema";

/** How the signed-in person's own leg sounds in their browser: numbers, no sound. */
export const POST = memberRoute(async (request, member) => {
  const said = Quality.safeParse(await request.json().catch(() => null));
  if (!said.success) {
    throw new AppError("bad_request", "invalid_input", "Say which leg it is, and how it sounded.");
  }
  switch (await noteQuality(member.tenant.id, member.user_id, said.data)) {
    case "noted":
      return Response.json({ success: true });
    case "unknown":
      throw new AppError("not_found", "not_found", "You have no such leg in a browser.");
    case "too_many":
      throw new AppError(
        "too_many",
        "too_many",
        "That is more than a call can have been measured.",
      );
  }
});
