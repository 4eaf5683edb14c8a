import { memberRoute } from "@/lib/auth/route";
import { AppError } from "@/lib/core/errors";
import { ReadAll, ReadSome } from "@/lib/notifications/schema";
import { markRead } from "@/lib/notifications/store";

const Body = ReadSome.or(ReadAll);
const maxBytes = 10_000;

/**
 * POST /api/notifications/read {ids} or {until}: marks one's own as read. A route, as it is sent
 * while the page is left for the subject.
 */
export const POST = memberRoute(async (request, { db, tenant, user_id }) => {
  const text = await request.text();
  const body = Body.safeParse(text.length > maxBytes ? null : readJson(text));
  if (!body.success) {
    throw new AppError("bad_request", "invalid_input", "Send {ids} or {until} as JSON.");
  }
  await markRead(db, { tenantId: tenant.id, userId: user_id }, body.data);
  return Response.json({ success: true });
});

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
