import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { beatWorker } from "@/lib/agent/machine";
import { Places } from "@/lib/agent/places";
import type { AgentSession } from "@/lib/agent/session";
import { wallClock } from "@/lib/agent/socket";
import { Browsers } from "@/lib/agent/sound/browsers";
import type { Listeners } from "@/lib/agent/sound/listeners";
import { UsedTokens } from "@/lib/agent/sound/token";
import { Warm } from "@/lib/agent/warm";
import { findLine, type Line } from "@/lib/lines/line";
import { tryOpenCredentials } from "@/lib/twilio/credentials";
import { isSignedBy } from "@/lib/twilio/signature";
import { expectCaller } from "@/workers/agent/expect";
import { serveSound } from "@/workers/agent/sound";
import { serveStream } from "@/workers/agent/stream";

const beatMs = 2_000;
/** Browsers of the company: lib/agent/sound/token.ts. */
const soundPath = "/sound";
/** Of them, those that have not shown a token. */
const maxUnknown = 100;
/** The largest settings: 145,000 characters, of three bytes at most, and their names. */
const maxDraftBytes = 450_000;
const streamPath = /^\/twilio\/(AC[0-9a-f]{32})\/?$/;

export type AgentServer = {
  /** No new talks; resolves once the last one is over, or was handed over after so long. */
  drain(seconds: number): Promise<void>;
  /** Hands every caller over at once. */
  hurry(): void;
  close(): Promise<void>;
};

type Options = {
  port: number;
  /** Where Twilio reaches it: `wss://…`, without a path. */
  publicUrl: string;
  capacity: number;
  standIn: string | undefined;
};

/**
 * Serves the streams of callers who talk with voice agents. An upgrade is signed by the account in
 * its path, as every webhook: https://www.twilio.com/docs/usage/security#validating-requests
 */
export async function startAgentServer(options: Options): Promise<AgentServer> {
  const { port, publicUrl, capacity, standIn } = options;
  const workerId = randomUUID();
  const live = new Map<string, AgentSession>();
  const places = new Places(capacity);

  const talks = {
    ...{ workerId, standIn, live, listeners: new Map<string, Listeners>() },
    ...{ places, warm: new Warm(wallClock) },
  };

  const door = {
    ...{ url: publicUrl, used: new UsedTokens() },
    ...{ unknown: new Set<WebSocket>(), browsers: new Browsers() },
  };

  async function beat(): Promise<void> {
    const { active, isDraining: is_draining } = places;
    const state = { id: workerId, url: publicUrl, capacity, active, is_draining };
    for (const { session_id, asked } of await beatWorker(state)) {
      live.get(session_id)?.obey(asked);
    }
  }
  const tryBeat = () => beat().catch((error: unknown) => console.error("heartbeat:", error));
  const checkBrowsers = () =>
    door.browsers.check().catch((error: unknown) => console.error("who listens:", error));

  const server = createServer((request, response) => {
    if (request.url === "/expect" && request.method === "POST") {
      expectCaller(request, response, talks.warm, standIn).catch((error: unknown) => {
        console.error("A caller could not be prepared for:", error);
      });
      return;
    }
    const isHealth = request.url === "/health";
    const { active, isDraining: draining } = places;
    const status = isHealth ? (draining ? 503 : 200) : 404;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(isHealth ? JSON.stringify({ active, capacity, draining }) : "{}");
  });
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: 100_000,
  });
  const browsers = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: maxDraftBytes,
  });
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    if (request.url === soundPath) {
      if (door.unknown.size >= maxUnknown) return refuse(socket, "503 Service Unavailable");
      browsers.handleUpgrade(request, socket, head, (browser) => {
        serveSound(browser, talks, door);
      });
      return;
    }
    verified(request, publicUrl)
      .then((line) => {
        if (!line) return refuse(socket, "403 Forbidden");
        if (places.isDraining) return refuse(socket, "503 Service Unavailable");
        sockets.handleUpgrade(request, socket, head, (stream) => {
          if ("setNoDelay" in socket && typeof socket.setNoDelay === "function") {
            socket.setNoDelay(true);
          }
          serveStream(stream, line, talks);
        });
      })
      .catch((error: unknown) => {
        console.error("An upgrade could not be checked:", error);
        refuse(socket, "503 Service Unavailable");
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, resolve);
  });
  await tryBeat();
  const beating = setInterval(tryBeat, beatMs);
  const checking = setInterval(checkBrowsers, beatMs);

  const hurry = () => {
    for (const talk of live.values()) talk.handOver("the voice agent is being restarted");
    for (const browser of browsers.clients) browser.close(1001);
  };
  return {
    hurry,
    async drain(seconds) {
      places.isDraining = true;
      await tryBeat();
      if (places.active === 0) return;
      const over = new Promise<void>((resolve) => {
        places.idle = resolve;
      });
      const timer = setTimeout(hurry, seconds * 1000);
      await over;
      clearTimeout(timer);
    },
    async close() {
      clearInterval(beating);
      clearInterval(checking);
      talks.warm.close();
      for (const { clients } of [sockets, browsers]) {
        for (const socket of clients) socket.terminate();
      }
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** The line of the account whose token signed the upgrade; null for anything else. */
async function verified(request: IncomingMessage, publicUrl: string): Promise<Line | null> {
  const account = streamPath.exec(request.url ?? "")?.[1];
  const signature = request.headers["x-twilio-signature"];
  if (!account || typeof signature !== "string") return null;
  const url = `${publicUrl}/twilio/${account}`;
  const isSigned = (line: Line) => {
    const credentials = tryOpenCredentials(line.tenant_id, line);
    const token = credentials?.authToken;
    return [url, `${url}/`].some((one) => token && isSignedBy(token, signature, one, {}));
  };
  const known = await findLine(account);
  if (known && isSigned(known.line)) return known.line;
  if (!known || known.fresh) return null;
  const again = await findLine(account, { reload: true });
  return again && isSigned(again.line) ? again.line : null;
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
