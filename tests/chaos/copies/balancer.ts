import { createServer, request } from "node:http";
import { afterAll } from "vitest";

/** One address in front of several copies of the app: each request goes to any of them. */
export async function startBalancer() {
  const copies: string[] = [];
  const served = new Map<string, number>();
  const server = createServer((asked, answer) => {
    const copy = copies[Math.floor(Math.random() * copies.length)] ?? "";
    served.set(copy, (served.get(copy) ?? 0) + 1);
    const onward = request(
      new URL(asked.url ?? "/", copy),
      { method: asked.method, headers: asked.headers },
      (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answer);
      },
    );
    onward.on("error", () => answer.destroy());
    asked.pipe(onward);
  });
  const url = await new Promise<string>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      resolve(`http://127.0.0.1:${port}`);
    });
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url, served, add: (copy: string) => copies.push(copy) };
}
