import { once } from "node:events";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { controlApp } from "@/local/carrier/control/app";
import { Directory } from "@/local/carrier/engine/directory";
import type { SipServer } from "@/local/carrier/engine/sip-server";
import { BrowserSound } from "@/local/carrier/media/browser-sound";
import { pageApp } from "@/local/carrier/page/app";
import { restApp } from "@/local/carrier/rest/app";
import { exchangeLog } from "@/local/carrier/rest/exchange-log";
import { serveSignalling } from "@/local/carrier/signalling/serve";
import type { OpenSound } from "@/local/carrier/signalling/sound";
import { Store } from "@/local/carrier/store/store";
import { closePerson } from "@/local/carrier/streams/person";

export type CarrierOptions = {
  /** 0 for any free port. */
  port: number;
  /** "127.0.0.1" by default. */
  host?: string;
  /** Keeps accounts, numbers, calls and recordings over restarts; without it, memory only. */
  dataDir?: string;
  /** A file that gets one JSON line per exchange with the REST API. */
  exchangeLog?: string;
  /** Whether browsers are heard and hear something, by WebRTC; true by default. */
  hasSound?: boolean;
  /** Somebody else's SIP server, which calls to its hosts are handed over to. */
  sip?: SipServer;
};

export type Carrier = { origin: string; close(): Promise<void> };

/** A carrier that speaks Twilio's REST API, TwiML and webhooks; throws when the port is taken. */
export async function startCarrier(options: CarrierOptions): Promise<Carrier> {
  const host = options.host ?? "127.0.0.1";
  let origin = "";
  const store = options.dataDir === undefined ? null : new Store(options.dataDir);
  const directory = new Directory(
    () => origin,
    (account) => store?.watch(account),
    options.sip,
  );

  const app = new Hono();
  const sound = openSound(options.hasSound);
  app.route("/control", controlApp(directory, sound));
  app.route("/", pageApp());
  app.route("/", restApp(directory, exchangeLog(options.exchangeLog)));
  app.onError((error, c) => {
    console.error("carrier:", error);
    return c.json({ status: 500 }, 500);
  });

  const server = createAdaptorServer({
    fetch: app.fetch,
    // Longer than a caller talks between two requests of a test.
    serverOptions: { keepAliveTimeout: 65_000 },
  });
  const signalling = serveSignalling(server, directory, sound);
  await store?.restore(directory);
  server.listen(options.port, host);
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : options.port;
  origin = `http://${host}:${port}`;

  return {
    origin,
    async close() {
      signalling.close();
      closePerson();
      directory.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
      await store?.close();
    },
  };
}

/** The WebRTC library is loaded with the first browser's call: few runs have one. */
function openSound(hasSound = true): OpenSound | null {
  if (!hasSound) return null;
  return (call) =>
    new BrowserSound(call, async (hear) => {
      const { openWeriftPeer } = await import("@/local/carrier/media/werift-peer");
      return await openWeriftPeer(hear);
    });
}
