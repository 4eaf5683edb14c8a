import { connect, type Socket } from "node:net";

/**
 * An HTTP/1.1 request as it goes over the wire, rendered beforehand: sending it costs the measurer
 * next to nothing.
 */
export function render(
  url: string,
  options: { method: "GET" | "POST"; headers?: Record<string, string>; body?: string },
): Buffer {
  const { host, pathname, search } = new URL(url);
  const { method, headers = {}, body = "" } = options;
  const length = method === "POST" ? { "content-length": `${Buffer.byteLength(body)}` } : {};
  const lines = Object.entries({ host, connection: "keep-alive", ...length, ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return Buffer.from(`${method} ${pathname}${search} HTTP/1.1\r\n${head}\r\n${body}`);
}

const endOfHead = Buffer.from("\r\n\r\n");
const endOfChunks = Buffer.from("0\r\n\r\n");

/**
 * Whether `bytes` are a whole answer: by its Content-Length, by its last chunk, or because its
 * status has no body.
 */
function isWhole(bytes: Buffer): boolean {
  const end = bytes.indexOf(endOfHead);
  if (end < 0) return false;
  const head = bytes.toString("latin1", 0, end).toLowerCase();
  const body = bytes.length - end - endOfHead.length;
  const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1];
  if (length !== undefined) return body >= Number(length);
  if (head.includes("\r\ntransfer-encoding: chunked")) {
    return bytes.subarray(-endOfChunks.length).equals(endOfChunks);
  }
  return /^http\/1\.1 (204|304)/.test(head);
}

/** The status of an answer; 0 when the line broke before there was one. */
type Answered = (status: number) => void;

/**
 * One connection that stays open; it carries one request at a time and opens itself again after a
 * break.
 */
export class Line {
  #socket: Socket | undefined;
  #got: Buffer = Buffer.alloc(0);
  #answered: Answered | undefined;

  readonly #port: number;

  /** To a server on this machine. */
  constructor(port: number) {
    this.#port = port;
  }

  send(request: Buffer): Promise<number> {
    return new Promise((resolve) => {
      this.#answered = resolve;
      this.#open().write(request);
    });
  }

  close(): void {
    this.#socket?.destroy();
  }

  #open(): Socket {
    if (this.#socket && !this.#socket.destroyed) return this.#socket;
    const socket = connect({ port: this.#port, host: "127.0.0.1", noDelay: true });
    socket.on("data", (bytes: Buffer) => {
      this.#got = this.#got.length > 0 ? Buffer.concat([this.#got, bytes]) : bytes;
      if (isWhole(this.#got)) this.#finish(Number(this.#got.toString("latin1", 9, 12)));
    });
    socket.on("error", () => {});
    socket.on("close", () => this.#finish(0));
    this.#socket = socket;
    return socket;
  }

  #finish(status: number): void {
    const answered = this.#answered;
    this.#answered = undefined;
    this.#got = Buffer.alloc(0);
    answered?.(status);
  }
}
