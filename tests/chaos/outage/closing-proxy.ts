import { createServer, request } from "node:http";
import { afterAll } from "vitest";
import { listen } from "@/local/processes/listen";

/**
 * A door to a server that closes a connection just as a request comes over it: what a server does
 * that closes idle connections after a while.
 */
export async function startClosingProxy(origin: string) {
  const { hostname, port } = new URL(origin);
  let closing = false;
  let seen: string[] = [];
  const server = createServer((asked, answer) => {
    const { method = "", url = "/", headers, socket } = asked;
    const what = `${method} ${url.split("?")[0]}`;
    if (closing) {
      closing = false;
      seen.push(`closed on ${what}`);
      server.closeIdleConnections();
      socket.destroy();
      return;
    }
    seen.push(what);
    const passed = request({ hostname, port, method, path: url, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  });
  server.keepAliveTimeout = 60_000;
  const own = await listen(server, 0);
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${own}`,
    /** The next request gets no answer. */
    closeNext() {
      closing = true;
      seen = [];
    },
    /** "GET /rest/v1/calls" or "closed on GET /rest/v1/calls", since `closeNext`. */
    seen: () => seen,
  };
}
