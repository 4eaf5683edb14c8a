import { once } from "node:events";
import { createServer } from "node:http";
import { readBody } from "@/local/carrier/http/body";

export type Hit = {
  path: string;
  method: string;
  url: string;
  params: Record<string, string>;
  headers: Record<string, string | string[] | undefined>;
};

export type Reply =
  | string
  | { status: number; body?: string | Buffer; type?: string; headers?: Record<string, string> }
  | "destroy";

type Answerer = (hit: Hit) => Reply | Promise<Reply>;

export type App = {
  origin: string;
  hits: Hit[];
  /** What was asked for at this path, oldest first. */
  at(path: string): Hit[];
  /** Answers this path: TwiML as text, or a whole answer. */
  on(path: string, reply: Reply | Answerer): void;
  close(): Promise<void>;
};

/** A small app on a free port: records every webhook, answers 204 where nothing was set. */
export async function startApp(): Promise<App> {
  const hits: Hit[] = [];
  const replies = new Map<string, Reply | Answerer>();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://app");
    const body = await readBody(request);
    const hit: Hit = {
      path: url.pathname,
      method: request.method ?? "GET",
      url: request.url ?? "/",
      params: Object.fromEntries([...url.searchParams, ...new URLSearchParams(body)]),
      headers: request.headers,
    };
    hits.push(hit);
    const set = replies.get(url.pathname);
    const reply = typeof set === "function" ? await set(hit) : set;
    if (reply === "destroy") return void request.socket.destroy();
    if (reply === undefined) return void response.writeHead(204).end();
    if (typeof reply === "string") {
      return void response.writeHead(200, { "Content-Type": "text/xml" }).end(reply);
    }
    const type = reply.type === undefined ? {} : { "Content-Type": reply.type };
    response.writeHead(reply.status, { ...type, ...reply.headers }).end(reply.body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    hits,
    at: (path) => hits.filter((hit) => hit.path === path),
    on: (path, reply) => replies.set(path, reply),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
