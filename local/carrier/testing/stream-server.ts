import { once } from "node:events";
import { createServer } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import { z } from "zod";
import { listen } from "@/local/processes/listen";

const Message = z.looseObject({ event: z.string() });
type Message = z.infer<typeof Message>;

export type StreamServer = {
  url: string;
  /** Signatures of the upgrades, oldest first. */
  signatures: (string | undefined)[];
  /** What came on all sockets, oldest first. */
  messages: Message[];
  of(event: string): Message[];
  /** The newest socket. */
  socket(): Promise<WebSocket>;
  close(): Promise<void>;
};

/** A server of media streams that records what comes; with a status, it refuses every upgrade. */
export async function startStreamServer(refusal?: number): Promise<StreamServer> {
  const http = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  const messages: Message[] = [];
  const signatures: (string | undefined)[] = [];
  let newest: WebSocket | null = null;
  http.on("upgrade", (request, socket, head) => {
    const signature = request.headers["x-twilio-signature"];
    signatures.push(Array.isArray(signature) ? signature[0] : signature);
    if (refusal) {
      socket.end(`HTTP/1.1 ${refusal} Refused\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      newest = client;
      client.on("message", (data) => messages.push(Message.parse(JSON.parse(String(data)))));
      sockets.emit("connection", client);
    });
  });
  const port = await listen(http, 0);
  return {
    url: `ws://127.0.0.1:${port}/twilio`,
    signatures,
    messages,
    of: (event) => messages.filter((message) => message.event === event),
    async socket() {
      if (!newest) await once(sockets, "connection");
      if (!newest) throw new Error("Nobody connected");
      return newest;
    },
    async close() {
      for (const client of sockets.clients) client.terminate();
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  };
}
