import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { afterAll } from "vitest";

export type Asked = { path: string; headers: IncomingMessage["headers"] };

type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** A web server of the test's own, which remembers what it was asked. It ends with the file. */
export async function startOrigin(answer: Answer) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? "", headers: request.headers });
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}`, asked };
}

const piece = Buffer.alloc(64 * 1024, "ringbook ");

/**
 * Sends as many bytes as it is read for; notes how many have left so far, and when the reader has
 * gone.
 */
export async function sendBytes(
  response: ServerResponse,
  size: number,
  progress: { sent: number; gone: boolean },
): Promise<void> {
  async function* pieces() {
    for (let left = size; left > 0; left -= piece.length) {
      progress.sent += Math.min(left, piece.length);
      yield piece.subarray(0, left);
    }
  }
  response.writeHead(200, { "content-type": "audio/mpeg", "content-length": String(size) });
  response.on("close", () => {
    progress.gone = true;
  });
  await pipeline(Readable.from(pieces()), response).catch(() => {});
}
