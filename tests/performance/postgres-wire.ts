import { connect, createServer } from "node:net";
import { afterAll } from "vitest";
import { listen } from "@/local/processes/listen";

/** One message of PostgreSQL's protocol. https://www.postgresql.org/docs/17/protocol-message-formats.html */
type Message = { type: string; body: Buffer };

/**
 * Cuts a stream into messages; `untyped` says of a first message whether another untyped one
 * follows, for clients only.
 */
function messageReader(untyped: ((body: Buffer) => boolean) | null, take: (one: Message) => void) {
  let rest = Buffer.alloc(0);
  let starting = untyped !== null;
  return (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    for (;;) {
      const prefix = starting ? 0 : 1;
      if (rest.length < prefix + 4) return;
      const end = prefix + rest.readUInt32BE(prefix);
      if (rest.length < end) return;
      const body = rest.subarray(prefix + 4, end);
      if (starting) starting = untyped?.(body) ?? false;
      else take({ type: rest.toString("latin1", 0, 1), body });
      rest = rest.subarray(end);
    }
  };
}

/** The zero-terminated strings at the beginning of a message. */
function strings(body: Buffer): string[] {
  return body.toString("utf8").split("\0");
}

const encryptionRequests = new Set([80877103, 80877104]);

export type Asked = {
  /** What was executed, in order: the statement's text. */
  statements: string[];
  /** How often the client then had to wait for the server: Sync, Flush and simple queries. */
  roundTrips: number;
};

/**
 * A door to the database of this URL (with its user and password) that notes what is asked through
 * it, and what the server says beside its answers. `take` gives what was noted since the last time.
 */
export async function tapPostgres(databaseUrl: string) {
  const database = new URL(databaseUrl);
  let asked: Asked = { statements: [], roundTrips: 0 };
  let notices: string[] = [];

  const server = createServer((inner) => {
    const outer = connect(Number(database.port), database.hostname);
    const prepared = new Map<string, string>();
    const bound = new Map<string, string>();
    const fromClient = messageReader(
      (body) => encryptionRequests.has(body.readUInt32BE(0)),
      ({ type, body }) => {
        const [first = "", second = ""] = strings(body);
        if (type === "P") prepared.set(first, second);
        if (type === "B") bound.set(first, prepared.get(second) ?? "");
        if (type === "E") asked.statements.push(bound.get(first) ?? "");
        if (type === "Q") asked.statements.push(first);
        if (["S", "H", "Q"].includes(type)) asked.roundTrips += 1;
      },
    );
    const fromServer = messageReader(null, ({ type, body }) => {
      if (type !== "N") return;
      const message = strings(body).find((field) => field.startsWith("M"));
      if (message) notices.push(message.slice(1));
    });
    inner.on("data", (bytes) => {
      fromClient(bytes);
      outer.write(bytes);
    });
    outer.on("data", (bytes) => {
      fromServer(bytes);
      inner.write(bytes);
    });
    for (const socket of [inner, outer]) {
      socket.on("error", () => {});
      socket.on("close", () => {
        inner.destroy();
        outer.destroy();
      });
    }
  });
  const port = await listen(server, 0);
  afterAll(() => {
    server.close();
  });

  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(port);
  return {
    url: url.toString(),
    take() {
      const taken = { ...asked, notices };
      asked = { statements: [], roundTrips: 0 };
      notices = [];
      return taken;
    },
  };
}
