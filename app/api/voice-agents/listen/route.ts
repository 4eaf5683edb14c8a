import { z } from "zod";
import { openListening } from "@/lib/agent/sound/open";
import { memberRoute } from "@/lib/auth/route";
import { AppError } from "@/lib/core/errors";

const Wanted = z.object({ session_id: z.uuid() });

/** Where a live talk of a voice agent is heard: `{ session_id }` → `{ url, token }`. */
export const POST = memberRoute(
  async (request, member) => {
    const body = Wanted.safeParse(await request.json().catch(() => null));
    if (!body.success) {
      throw new AppError("bad_request", "invalid_input", 'Send {"session_id": "<uuid>"}.');
    }
    const socket = await openListening(member, body.data.session_id);
    return Response.json({ success: true, ...socket });
  },
  { role: "manager" },
);
