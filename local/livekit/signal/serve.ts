import { type Server, STATUS_CODES } from "node:http";
import { WebSocketServer } from "ws";
import type { Directory } from "@/local/livekit/directory";
import { entryOf, isRefusal } from "@/local/livekit/signal/door";

const MAX_MESSAGE_BYTES = 1_000_000;

/** Takes browsers' sockets at `/rtc/v1` and `/rtc`. */
export function serveSignalling(server: Server, directory: Directory): { close(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    const entry = entryOf(directory, request);
    if (isRefusal(entry)) {
      const { status, message } = entry;
      socket.end(
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n` +
          `Content-Type: text/plain\r\nContent-Length: ${message.length}\r\n\r\n${message}`,
      );
      return;
    }
    // The WebRTC library is loaded with the first browser: few runs have one.
    import("@/local/livekit/signal/join")
      .then(({ join }) =>
        sockets.handleUpgrade(request, socket, head, (client) => join(client, entry)),
      )
      .catch((error: unknown) => {
        console.error("livekit:", error);
        socket.destroy();
      });
  });
  return {
    close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}
