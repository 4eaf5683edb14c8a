import { memberRoute } from "@/lib/auth/route";
import { listNotifications } from "@/lib/notifications/store";
import { viewOf } from "@/lib/notifications/view";

const size = 20;

/** GET /api/notifications: one's newest, as the panel of the bell shows them. */
export const GET = memberRoute(async (_request, { db, tenant, user_id }) => {
  const of = { tenantId: tenant.id, userId: user_id };
  const { rows } = await listNotifications(db, of, { unread: false, size });
  const notifications = rows.map((row) => viewOf(row, tenant));
  return Response.json({ notifications }, { headers: { "cache-control": "no-store" } });
});
