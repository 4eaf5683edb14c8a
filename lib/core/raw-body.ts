import type { IncomingMessage } from "node:http";

/** What is sent in one go takes no longer; Twilio gives up reading our answer after 4 s. */
const timeoutMs = 5_000;

/** A request's body as text, or why there is none: as soon as it is too large, announced or not. */
export function readRawBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<{ text: string } | { problem: "too_large" | "too_slow" | "broken_off" }> {
  const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<typeof readRawBody>>>();
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) resolve({ problem: "too_large" });
  const timer = setTimeout(() => resolve({ problem: "too_slow" }), timeoutMs);
  const chunks: Buffer[] = [];
  let size = 0;
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) resolve({ problem: "too_large" });
    else chunks.push(chunk);
  });
  request.on("end", () => resolve({ text: Buffer.concat(chunks).toString("utf8") }));
  // After its end it closes too, which changes nothing any more.
  request.on("error", () => resolve({ problem: "broken_off" }));
  request.on("close", () => resolve({ problem: "broken_off" }));
  return promise.finally(() => clearTimeout(timer));
}
