import { memberRoute } from "@/lib/auth/route";
import { setUp, takeDown } from "@/lib/livekit-account/setup";

/**
 * Brings trunk and dispatch rule at LiveKit to what they are to be:
 * `{success, changed, trunk_id, dispatch_rule_id, numbers}`. Any number of times.
 */
export const POST = memberRoute(
  async (_request, { tenant, user_id }) =>
    Response.json({
      success: true,
      ...(await setUp({ tenantId: tenant.id, userId: user_id })),
    }),
  { role: "admin" },
);

/** Removes both. */
export const DELETE = memberRoute(
  async (_request, { tenant, user_id }) => {
    await takeDown({ tenantId: tenant.id, userId: user_id });
    return Response.json({ success: true });
  },
  { role: "admin" },
);
