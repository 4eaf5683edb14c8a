import "server-only";
import type { Member } from "@/lib/auth/member";
import { callIdOf } from "@/lib/call-control/schema";
import { isCall, noCall } from "@/lib/calls/existing";

/**
 * What a request asks of one of the tenant's calls; its body is not checked yet. Throws AppError
 * 404.
 */
export async function readCallRequest(
  request: Request,
  { db, tenant }: Member,
  id: string,
): Promise<{ callId: string; body: unknown }> {
  const body: unknown = await request.json().catch(() => null);
  const callId = callIdOf(id);
  if (!(await isCall(db, tenant.id, callId))) throw noCall();
  return { callId, body };
}
