import WebSocket from "ws";
import { bare, isStandIn } from "@/lib/speech/address";
import { lookupPublic } from "@/lib/speech/post";
import type { Endpoint } from "@/lib/speech/transcribe";

/** The address of a model's sessions, from a base with or without /v1 (lib/speech/address.ts). */
export function realtimeUrl(baseUrl: string, model: string): URL {
  const url = new URL(`${bare(baseUrl).replace(/^http/, "ws")}/v1/realtime`);
  url.searchParams.set("model", model);
  return url;
}

/**
 * A connection of OpenAI's realtime protocol. Only the stand-in may be on this machine or
 * unencrypted.
 */
export function realtimeSocket(
  { baseUrl, model, apiKey }: Endpoint,
  standIn: string | undefined,
  { timeoutMs, maxBytes }: { timeoutMs: number; maxBytes: number },
): WebSocket {
  return new WebSocket(realtimeUrl(baseUrl, model), {
    headers: { Authorization: `Bearer ${apiKey}` },
    ...(!isStandIn(baseUrl, standIn) && { lookup: lookupPublic }),
    perMessageDeflate: false,
    handshakeTimeout: timeoutMs,
    maxPayload: maxBytes,
    followRedirects: false,
  });
}
