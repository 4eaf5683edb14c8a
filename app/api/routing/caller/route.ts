import { memberRoute } from "@/lib/auth/route";
import { AppError } from "@/lib/core/errors";
import { readCaller } from "@/lib/routing/simulate/caller";
import { Caller } from "@/lib/routing/simulate/schema";

/** GET /api/routing/caller?contact=…&number=…: what a route would know of a call from there. */
export const GET = memberRoute(
  async (request, member) => {
    const { searchParams } = new URL(request.url);
    const caller = Caller.safeParse(Object.fromEntries(searchParams));
    if (!caller.success) {
      throw new AppError("bad_request", "invalid_input", "Name a contact and a number.");
    }
    const known = await readCaller(member, caller.data);
    return Response.json(known, { headers: { "Cache-Control": "no-store" } });
  },
  { role: "manager" },
);
