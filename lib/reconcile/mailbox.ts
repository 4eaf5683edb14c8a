import "server-only";
import { answersOf } from "@/lib/reconcile/machine/checks";
import { publishedRoute } from "@/lib/routing/machine";
import { askedMailbox } from "@/lib/voice/asked-mailbox";
import { routeVersionsOf } from "@/lib/voice/decide-again";

/**
 * The person in whose mailbox a message is of which Twilio's list alone says something; null where
 * it is everybody's, or its own webhook has said whose it is.
 */
export async function findMailbox(tenantId: string, callId: string): Promise<string | null> {
  const rows = await answersOf(tenantId, callId);
  const routes = await Promise.all(
    routeVersionsOf(rows).map(async (version) => {
      const route = await publishedRoute(tenantId, version);
      return route ? ([[version, route]] as const) : [];
    }),
  );
  return askedMailbox(tenantId, rows, new Map(routes.flat()));
}
