import { connect, createServer } from "node:net";
import { listen } from "@/local/processes/listen";

/**
 * A door to the database at this URL that counts how often the client waits for the server: each
 * Sync and each simple query is one.
 * https://www.postgresql.org/docs/17/protocol-flow.html
 */
export async function countRoundTrips(databaseUrl: string) {
  const database = new URL(databaseUrl);
  let count = 0;
  const server = createServer((inner) => {
    const outer = connect(Number(database.port), database.hostname);
    let rest = Buffer.alloc(0);
    // The first message, with the user's name, has no type.
    let prefix = 0;
    inner.on("data", (bytes) => {
      outer.write(bytes);
      rest = Buffer.concat([rest, bytes]);
      while (rest.length >= prefix + 4 && rest.length >= prefix + rest.readUInt32BE(prefix)) {
        if (prefix === 1 && "SQ".includes(String.fromCharCode(rest[0] ?? 0))) count += 1;
        rest = rest.subarray(prefix + rest.readUInt32BE(prefix));
        prefix = 1;
      }
    });
    outer.on("data", (bytes) => inner.write(bytes));
    for (const socket of [inner, outer]) {
      socket.on("error", () => {});
      socket.on("close", () => {
        inner.destroy();
        outer.destroy();
      });
    }
  });
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(await listen(server, 0));
  return {
    url: url.toString(),
    /** How many there were since the last time. */
    take() {
      const taken = count;
      count = 0;
      return taken;
    },
    close() {
      server.close();
    },
  };
}
