import type { IncomingMessage, ServerResponse } from "node:http";
import { talkProvider } from "@/lib/agent/machine";
import { realtimeConnection } from "@/lib/agent/open-talk";
import type { Warm } from "@/lib/agent/warm";
import { readRawBody } from "@/lib/core/raw-body";
import { readStreamToken, type StreamGrant } from "@/lib/twilio/stream-token";

/** A token is shorter. */
const maxBytes = 1_000;

/** Which caller a connection waits for. */
export const warmKey = ({ call_sid, place }: Pick<StreamGrant, "call_sid" | "place">) =>
  `${call_sid} ${place}`;

/**
 * The app announces a caller by the token that their stream will show, so that the provider is
 * connected by then. 204, or 403 for anything else.
 */
export async function expectCaller(
  request: IncomingMessage,
  response: ServerResponse,
  warm: Warm,
  standIn: string | undefined,
): Promise<void> {
  const body = await readRawBody(request, maxBytes);
  const grant = "text" in body ? readStreamToken(body.text, new Date()) : null;
  response.writeHead(grant ? 204 : 403).end();
  if (!grant) return;
  const provider = await talkProvider(grant.tenant_id);
  if (!provider) return;
  const { tenant_id: tenantId } = grant;
  const { of, connect } = realtimeConnection(tenantId, provider, standIn);
  warm.expect({ key: warmKey(grant), tenantId, of }, connect);
}
