import { memberRoute } from "@/lib/auth/route";
import { listRouteTargets } from "@/lib/routing/targets";

/** GET /api/routing/targets: the groups and routes that a live call can be transferred to. */
export const GET = memberRoute(async (_, { db, tenant }) => {
  const targets = await listRouteTargets(db, tenant.id);
  return Response.json({ targets }, { headers: { "Cache-Control": "no-store" } });
});
