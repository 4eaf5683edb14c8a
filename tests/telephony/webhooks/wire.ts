import { connect } from "node:net";

/**
 * What one connection received: the status of the first response, null when the connection closed
 * without one.
 */
export type Answer = { status: number | null; text: string };

const statusLine = /^HTTP\/1\.[01] (\d{3})/;

/**
 * Writes bytes as they are and gives the first answer. `close` ends our side after the last byte;
 * without it the connection stays open, as of a client that means to send more.
 */
export function onTheWire(
  origin: string,
  bytes: (string | Buffer)[],
  options: { close?: boolean; timeoutMs?: number } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let text = "";
    const done = (status: number | null) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ status, text });
    };
    // A deadline: any answer and a closed connection end it.
    const timer = setTimeout(() => done(null), options.timeoutMs ?? 8_000);
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      const status = Number(statusLine.exec(text)?.[1]);
      if (status >= 200) done(status);
      else if (status === 100) text = text.replace(/^[\s\S]*?\r\n\r\n/, "");
    });
    // A server that has said enough may reset the line while we still write: what it said counts.
    socket.on("error", () => {});
    socket.on("close", () => done(null));
    socket.on("connect", () => {
      for (const part of bytes) socket.write(part);
      if (options.close) socket.end();
    });
  });
}

/** A request's first lines, with or without what makes it look like Twilio's. */
export function head(
  path: string,
  headers: Record<string, string | number> = {},
  { method = "POST", version = "HTTP/1.1", signed = true } = {},
): string {
  const all = {
    host: "localhost",
    "content-type": "application/x-www-form-urlencoded",
    ...(signed && { "x-twilio-signature": "0/KCTR6DLpKmkAf8muzZqo1nDgQ=" }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} ${version}\r\n${lines.join("")}\r\n`;
}
