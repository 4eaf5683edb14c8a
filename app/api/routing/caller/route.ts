import { memberRoute } from "@/lib/auth/route";
import { readCaller } from "@/lib/routing/simulate/caller";
import { Caller } from "@/lib/routing/simulate/schema";

/** GET /api/routing/caller?contact=…&number=…: what a route would know of a call from there. */
export const GET = memberRoute(
  async (request, member) => {
    const { searchParams } = new URL(request.url);
    const caller = Caller.parse(Object.fromEntries(searchParams));
    const known = await readCaller(member, caller);
    return Response.json(known, { headers: { "Cache-Control": "no-store" } });
  },
  { role: "manager" },
);
