import WebSocket from "ws";
import { realtimeSocket } from "@/lib/speech/realtime-socket";
import type { Endpoint } from "@/lib/speech/transcribe";

type On = { message(text: string): void; closed(): void };

/** What is sent before the connection is there waits; more than this is too late anyway. */
const maxWaiting = 2_000;
/** A provider that does not take what it is sent is gone. */
const maxBufferedBytes = 1_000_000;

/**
 * A session of OpenAI's realtime protocol, open at once: what is sent meanwhile waits. `closed` is
 * called once, for whatever reason.
 */
export function openRealtime(
  endpoint: Endpoint,
  standIn: string | undefined,
  on: On,
): { send(text: string): void; close(): void } {
  const limits = { timeoutMs: 5_000, maxBytes: 8_000_000 };
  const socket = realtimeSocket(endpoint, standIn, limits);
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
