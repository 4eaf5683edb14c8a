import { openTrialSocket } from "@/lib/agent/sound/open";
import { readTry } from "@/lib/agent/try/schema";
import { memberRoute } from "@/lib/auth/route";

/** Where a draft of a voice agent is tried by microphone: `{ draft }` → `{ url, token }`. */
export const POST = memberRoute(
  async (request, member) => {
    const body: unknown = await request.json().catch(() => null);
    readTry({ talk: [], says: null, ...(typeof body === "object" && body) });
    return Response.json({ success: true, ...(await openTrialSocket(member)) });
  },
  { role: "admin" },
);
