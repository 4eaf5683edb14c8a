import type { ServerType } from "@hono/node-server";
import { WebSocketServer } from "ws";
import type { Directory } from "@/local/carrier/engine/directory";
import { linesOf } from "@/local/carrier/media/handset-line";
import { Connection } from "@/local/carrier/signalling/connection";
import { legsOf } from "@/local/carrier/signalling/leg";
import { Registrations } from "@/local/carrier/signalling/registrations";
import type { OpenSound } from "@/local/carrier/signalling/sound";

const LARGEST_MESSAGE = 1_000_000;

/** Takes browsers' sockets at `/signal`, where Twilio's SDK looks for them. */
export function serveSignalling(
  server: ServerType,
  directory: Directory,
  openSound: OpenSound | null,
): { close(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });
  const exchange = { directory, openSound, registrations: new Registrations(openSound) };
  server.on("upgrade", (request, socket, head) => {
    if (URL.parse(request.url ?? "", "http://carrier")?.pathname !== "/signal") {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => new Connection(client, exchange));
  });
  return {
    close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      for (const account of directory.all()) {
        for (const leg of legsOf(account).values()) leg.close();
        for (const line of linesOf(account).values()) line.close();
      }
    },
  };
}
