import "server-only";
import { type Rung, rungBy } from "@/lib/call-control/decide-rung";
import { ringEvent } from "@/lib/call-control/machine";
import { publishedRoute } from "@/lib/routing/machine";
import { routeVersionsOf } from "@/lib/voice/decide-again";
import { explainAnswer } from "@/lib/voice/explain";

/** How a caller's call rings a person at this moment; null where it rings them no more. */
export async function readRung(
  { tenant, user_id }: { tenant: { id: string }; user_id: string },
  callId: string,
): Promise<Rung | null> {
  const event = await ringEvent(tenant.id, user_id, callId);
  if (!event) return null;
  const routes = await Promise.all(
    routeVersionsOf([event]).map(async (version) => {
      const route = await publishedRoute(tenant.id, version);
      return route ? ([[version, route]] as const) : [];
    }),
  );
  const explained = explainAnswer(tenant.id, event, null, new Map(routes.flat()));
  return rungBy(explained?.steps ?? [], user_id);
}
