import WebSocket from "ws";
import { lookupPublic } from "@/lib/speech/post";

type Endpoint = { baseUrl: string; model: string; apiKey: string };
type On = { message(text: string): void; closed(): void };

/** What is sent before the connection is there waits; more than this is too late anyway. */
const maxWaiting = 2_000;
/** A provider that does not take what it is sent is gone. */
const maxBufferedBytes = 1_000_000;

/** The address of a model's sessions, from a base with or without /v1 (lib/speech/address.ts). */
export function realtimeUrl(baseUrl: string, model: string): URL {
  const base = baseUrl.replace(/\/+$/, "").replace(/\/v1$/, "").replace(/^http/, "ws");
  const url = new URL(`${base}/v1/realtime`);
  url.searchParams.set("model", model);
  return url;
}

/**
 * A session of OpenAI's realtime protocol, open at once: what is sent meanwhile waits. `closed` is
 * told once, for whatever reason. Only the stand-in may be on this machine or unencrypted.
 */
export function openRealtime(
  { baseUrl, model, apiKey }: Endpoint,
  standIn: string | undefined,
  on: On,
): { send(text: string): void; close(): void } {
  const strip = (text: string) => text.replace(/\/+$/, "").replace(/\/v1$/, "");
  const isOwn = standIn !== undefined && strip(standIn) === strip(baseUrl);
  const socket = new WebSocket(realtimeUrl(baseUrl, model), {
    headers: { Authorization: `Bearer ${apiKey}` },
    ...(!isOwn && { lookup: lookupPublic }),
    perMessageDeflate: false,
    handshakeTimeout: 5_000,
    maxPayload: 8_000_000,
    followRedirects: false,
  });
  let waiting: string[] = [];
  socket.on("open", () => {
    for (const text of waiting) socket.send(text);
    waiting = [];
  });
  socket.on("message", (data) => on.message(String(data)));
  socket.on("error", (error) => console.error(`realtime provider: ${error.message}`));
  socket.once("close", () => on.closed());
  return {
    send(text) {
      if (socket.readyState === WebSocket.CONNECTING) {
        if (waiting.length < maxWaiting) waiting.push(text);
      } else if (socket.bufferedAmount > maxBufferedBytes) socket.terminate();
      else if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close() {
      if (socket.readyState === WebSocket.CONNECTING) socket.terminate();
      else socket.close(1000);
    },
  };
}
