import { readRealtimeEvent } from "@/lib/speech/realtime-events";
import { realtimeSocket } from "@/lib/speech/realtime-socket";
import type { Endpoint } from "@/lib/speech/transcribe";

/** Whether a provider takes a key and models; `about` is the field that it refuses. */
export type Checked =
  | { kind: "accepted" }
  | { kind: "refused"; about: "api_key" | "model" | "transcription_model"; problem: string }
  | { kind: "later"; problem: string };

const timeoutMs = 10_000;

/**
 * Opens a session, asks for its settings, with the transcription model in them, and closes it:
 * nothing is said.
 */
export function checkRealtime(
  { session, ...endpoint }: Endpoint & { session: object },
  standIn: string | undefined,
): Promise<Checked> {
  const { promise, resolve } = Promise.withResolvers<Checked>();
  const socket = realtimeSocket(endpoint, standIn, { timeoutMs, maxBytes: 1_000_000 });
  const timer = setTimeout(
    () => resolve({ kind: "later", problem: "The provider doesn't answer." }),
    timeoutMs,
  );
  socket.on("unexpected-response", (_, response) => resolve(refusedWith(response.statusCode ?? 0)));
  socket.on("error", () => resolve({ kind: "later", problem: "Nothing answers at this address." }));
  socket.on("close", () =>
    resolve({ kind: "later", problem: "The provider closed the connection." }),
  );
  socket.on("message", (data) => {
    const event = readRealtimeEvent(String(data));
    if (event?.type === "session.created") {
      socket.send(JSON.stringify({ type: "session.update", session }));
    }
    if (event?.type === "session.updated") resolve({ kind: "accepted" });
    if (event?.type === "error") resolve(refusedFor(event.error.code ?? "", event.error.message));
  });
  return promise.finally(() => {
    clearTimeout(timer);
    socket.terminate();
  });
}

function refusedWith(status: number): Checked {
  if (status === 401 || status === 403) {
    return { kind: "refused", about: "api_key", problem: "The provider doesn't accept the key." };
  }
  if (status === 400 || status === 404) {
    const problem = "The provider doesn't know this model, or there is none at this address.";
    return { kind: "refused", about: "model", problem };
  }
  return { kind: "later", problem: `The provider can't answer now (${status}).` };
}

function refusedFor(code: string, message: string): Checked {
  const problem = message || "The provider refuses this.";
  if (/key|auth/.test(code)) return { kind: "refused", about: "api_key", problem };
  const about = /transcription/i.test(`${code} ${message}`) ? "transcription_model" : "model";
  return { kind: "refused", about, problem };
}
