import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { SipServer } from "@/local/carrier/engine/sip-server";
import { Directory, type ProjectSpec } from "@/local/livekit/directory";
import { httpApp } from "@/local/livekit/http/app";
import { serveSignalling } from "@/local/livekit/signal/serve";
import { sipServer } from "@/local/livekit/sip/server";
import { Store } from "@/local/livekit/store";
import { listen } from "@/local/processes/listen";

export type LivekitOptions = {
  /** 0 for any free port. */
  port: number;
  /** Keeps projects with their trunks and rules over restarts; without it, memory only. */
  folder?: string;
  /** One that is there from the start. */
  project?: ProjectSpec;
};

export type Livekit = {
  /** `http://…` for the API; browsers use the same with `ws://`. */
  origin: string;
  /** Takes the carrier's calls. */
  sip: SipServer;
  close(): Promise<void>;
};

/**
 * Stands in for LiveKit Cloud with LiveKit SIP, on this machine only: projects with keys, rooms,
 * signalling and sound, trunks and dispatch rules, signed webhooks. Throws when the port is taken.
 */
export async function startLivekit(options: LivekitOptions): Promise<Livekit> {
  const store = options.folder === undefined ? null : new Store(options.folder);
  let isReady = false;
  const directory = new Directory(() => {
    if (isReady) store?.save(directory);
  });
  store?.restore(directory);
  isReady = true;
  if (options.project) directory.ensure(options.project);
  let origin = "";
  const app = httpApp(directory, () => origin);
  const server = createServer(getRequestListener(app.fetch));
  const signalling = serveSignalling(server, directory);
  origin = `http://127.0.0.1:${await listen(server, options.port)}`;
  return {
    origin,
    sip: sipServer(directory),
    async close() {
      directory.close();
      signalling.close();
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
