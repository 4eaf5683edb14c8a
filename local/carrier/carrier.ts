import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { handleControl } from "@/local/carrier/control/handle";
import { Directory } from "@/local/carrier/engine/directory";
import { servePage } from "@/local/carrier/page/serve";
import { exchangeLog } from "@/local/carrier/rest/exchange-log";
import { handleRest } from "@/local/carrier/rest/handle";
import { Store } from "@/local/carrier/store/store";

export type CarrierOptions = {
  /** 0 for any free port. */
  port: number;
  /** "127.0.0.1" unless told otherwise. */
  host?: string;
  /** Keeps accounts, numbers' settings, calls and recordings over restarts; without it, memory only. */
  dataDir?: string;
  /** A file that gets one JSON line per exchange with the REST API. */
  exchangeLog?: string;
};

export type Carrier = { origin: string; close(): Promise<void> };

/** Starts a carrier that speaks Twilio's REST API, TwiML and webhooks; throws when the port is taken. */
export async function startCarrier(options: CarrierOptions): Promise<Carrier> {
  const host = options.host ?? "127.0.0.1";
  let origin = "";
  const store = options.dataDir === undefined ? null : new Store(options.dataDir);
  const directory = new Directory(
    () => origin,
    (account) => store?.watch(account),
  );
  const log = exchangeLog(options.exchangeLog);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "/";
    if (path.startsWith("/control/")) return await handleControl(directory, request, response);
    if (path === "/" || path.startsWith("/page/")) return await servePage(path, response);
    return await handleRest(directory, log, request, response);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error("carrier:", error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { "Content-Type": "application/json" }).end('{"status":500}');
    });
  });
  await store?.restore(directory);
  server.listen(options.port, host);
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : options.port;
  origin = `http://${host}:${port}`;

  return {
    origin,
    async close() {
      directory.close();
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
      await store?.close();
    },
  };
}
