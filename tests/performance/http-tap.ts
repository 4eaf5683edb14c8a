import { createServer, request } from "node:http";
import { afterAll } from "vitest";
import { listen } from "@/local/processes/listen";

export type Requested = {
  /** "GET /rest/v1/calls" */
  what: string;
  url: string;
  prefer: string;
  range: string | undefined;
};

/**
 * A door to a server that notes every request through it; `take` gives those since the last time.
 */
export async function tapHttp(origin: string) {
  const { hostname, port } = new URL(origin);
  let requests: Requested[] = [];
  const server = createServer((asked, answer) => {
    const { method = "", url = "/", headers } = asked;
    requests.push({
      what: `${method} ${url.split("?")[0]}`,
      url: decodeURIComponent(url),
      prefer: [headers.prefer ?? ""].flat().join(","),
      range: headers.range,
    });
    const passed = request({ hostname, port, method, path: url, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  });
  const own = await listen(server, 0);
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${own}`,
    take() {
      const taken = requests;
      requests = [];
      return taken;
    },
  };
}
