import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { Sql } from "postgres";
import { type WebSocket, WebSocketServer } from "ws";
import { type Connection, type Message, serveConnection } from "@/local/realtime/connection";
import { followMessages } from "@/local/realtime/follow-messages";

const path = "/realtime/v1/websocket";
/** A hosted project keeps three days of messages. */
const cleaningMs = 3_600_000;

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/**
 * Supabase Realtime's private broadcast channels on an HTTP server that is already listening:
 * what the database puts in realtime.messages reaches those whom its policies let listen.
 */
export async function attachRealtime(options: {
  server: Server;
  sql: Sql;
  databaseUrl: string;
  apiKey: string;
  jwtSecret: string;
}): Promise<{ close(): Promise<void> }> {
  const { server, sql, apiKey, jwtSecret } = options;
  const connections = new Set<Connection>();
  const publish = (message: Message, from?: Connection) => {
    for (const each of connections) if (each !== from) each.deliver(message);
  };
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1_000_000 });

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? "/", "http://realtime");
    const hasKey = url.searchParams.get("apikey") === apiKey;
    if (url.pathname !== path || !hasKey) {
      refuse(socket, hasKey ? "404 Not Found" : "403 Forbidden");
      return;
    }
    const version = url.searchParams.get("vsn") === "2.0.0" ? "2.0.0" : "1.0.0";
    sockets.handleUpgrade(request, socket, head, (client: WebSocket) => {
      const connection = serveConnection(client, version, { sql, jwtSecret, publish });
      connections.add(connection);
      client.on("close", () => connections.delete(connection));
    });
  }

  const feed = await followMessages(options.databaseUrl, publish);
  server.on("upgrade", upgrade);
  const clean = () => {
    sql`delete from realtime.messages where inserted_at < now() - interval '3 days'`.catch(
      () => {},
    );
  };
  clean();
  const cleaning = setInterval(clean, cleaningMs);
  return {
    async close() {
      clearInterval(cleaning);
      server.off("upgrade", upgrade);
      for (const client of sockets.clients) client.terminate();
      await feed.close();
    },
  };
}
