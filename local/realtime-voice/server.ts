import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { z } from "zod";
import { readBody } from "@/local/carrier/http/body";
import { listen } from "@/local/processes/listen";
import { Fault, Faults } from "@/local/realtime-voice/faults";
import { openHearing } from "@/local/realtime-voice/hearing/hearing";
import { newId } from "@/local/realtime-voice/protocol/ids";
import { Session } from "@/local/realtime-voice/session";
import { openVoice } from "@/local/voice/voice";
import { LANGUAGES } from "@/local/voice/voices";

export type RealtimeVoice = {
  /** As a provider's base URL is written: `http://127.0.0.1:54360/v1`. */
  url: string;
  /** How many clients are connected. */
  clients(): number;
  /** Resolves once both languages are learnt; sessions may begin before. */
  ready: Promise<void>;
  close(): Promise<void>;
};

const MODEL = "gpt-realtime-stand-in";
const MAX_BYTES = 16_000_000;

/**
 * Stands in for a provider of the OpenAI Realtime API: hears what the carrier's callers say from
 * the sound alone, and answers by a script that uses the tools it is given. No model.
 */
export async function startRealtimeVoice(options: {
  port: number;
  /** Keeps what it has learnt to hear over restarts; without it, memory only. */
  folder?: string;
}): Promise<RealtimeVoice> {
  const voice = openVoice();
  const hearing = openHearing(voice, options.folder ?? null);
  const faults = new Faults();
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_BYTES,
  });
  const server = createServer((request, response) => void answer(request, response, faults));
  server.on("upgrade", (request, socket, head) => {
    const url = new URL(request.url ?? "/", "http://realtime");
    const key = keyOf(request);
    const refused = key === null ? undefined : faults.take("refused-upgrade", key);
    const model = url.searchParams.get("model");
    const isHere = url.pathname === "/v1/realtime";
    if (key === null || refused || !isHere || !model) {
      refuse(socket, key === null ? 401 : (refused?.status ?? (isHere ? 400 : 404)));
      return;
    }
    const upgrade = () =>
      sockets.handleUpgrade(request, socket, head, (client) => {
        serve(client, { hearing, voice, faults, key }, model);
      });
    const late = faults.take("late-upgrade", key);
    if (late) setTimeout(upgrade, late.ms);
    else upgrade();
  });
  const port = await listen(server, options.port);
  const learnt = Promise.all(LANGUAGES.map((language) => hearing.learn(language)));
  voice.warm();
  // Closed before it has learnt, nobody waits for it any more.
  const ready = learnt.then(() => {});
  ready.catch(() => {});
  return {
    url: `http://127.0.0.1:${port}/v1`,
    ready,
    clients: () => sockets.clients.size,
    async close() {
      for (const client of sockets.clients) client.terminate();
      voice.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function serve(
  client: WebSocket,
  deps: ConstructorParameters<typeof Session>[1],
  model: string,
): void {
  const session = new Session(
    {
      send(type, fields) {
        if (client.readyState !== client.OPEN) return;
        client.send(JSON.stringify({ type, event_id: newId("event"), ...fields }));
      },
      drop: () => client.terminate(),
      close: (code, reason) => client.close(code, reason),
    },
    deps,
    model,
  );
  client.on("message", (data) => session.receive(String(data)));
  client.on("close", () => session.close());
  client.on("error", () => client.terminate());
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  faults: Faults,
): Promise<void> {
  const reply = (status: number, body: object) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  const path = new URL(request.url ?? "/", "http://realtime").pathname;
  if (path === "/_control/faults" && request.method === "POST") {
    const fault = Fault.safeParse(JSON.parse((await readBody(request)) || "{}"));
    if (!fault.success) return void reply(400, { error: z.prettifyError(fault.error) });
    faults.add(fault.data);
    return void reply(200, {});
  }
  if (keyOf(request) === null) return void reply(401, failure("Incorrect API key provided."));
  if (path === "/v1/models") {
    return void reply(200, { object: "list", data: [{ id: MODEL, object: "model" }] });
  }
  reply(404, failure(`Invalid URL (${request.method} ${path})`));
}

function failure(message: string) {
  return { error: { message, type: "invalid_request_error", param: null, code: null } };
}

function keyOf(request: IncomingMessage): string | null {
  return /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? null;
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
