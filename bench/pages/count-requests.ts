import { createServer, request } from "node:http";
import { listen } from "@/local/processes/listen";

/**
 * A door to a server that notes what goes through it, as "GET /rest/v1/calls". `take` gives what
 * came since the last time, sorted.
 */
export async function countRequests(
  origin: string,
): Promise<{ url: string; take(): string[]; close(): void }> {
  const { hostname, port } = new URL(origin);
  let requests: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method = "", url = "/", headers } = incoming;
    requests.push(`${method} ${url.split("?")[0]}`);
    const passed = request({ hostname, port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on("error", () => outgoing.destroy());
    incoming.pipe(passed);
  });
  const own = await listen(server, 0);
  return {
    url: `http://127.0.0.1:${own}`,
    take() {
      const taken = requests.toSorted();
      requests = [];
      return taken;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
