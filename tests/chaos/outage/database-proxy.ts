import { connect, createServer, type Socket } from "node:net";
import { afterAll } from "vitest";
import { stack } from "@/tests/support/stack";

/**
 * A door between one copy of the app and the database. Cut, open lines end and new ones are
 * refused; paused, they stay open and nothing comes through, as with a database that hangs.
 */
export async function startDatabaseProxy() {
  const database = new URL(stack.machineUrl);
  const open = new Set<Socket>();
  let paused = false;
  const server = createServer((inner) => {
    const outer = connect(Number(database.port), database.hostname);
    for (const socket of [inner, outer]) {
      open.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        open.delete(socket);
        inner.destroy();
        outer.destroy();
      });
    }
    inner.on("data", (bytes) => outer.write(bytes));
    outer.on("data", (bytes) => inner.write(bytes));
    if (paused) inner.pause();
  });
  const listen = (port: number) =>
    new Promise<number>((resolve) => {
      server.listen(port, "127.0.0.1", () => {
        const address = server.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });
  const port = await listen(0);
  const cut = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of open) socket.destroy();
    await closed;
  };
  afterAll(() => (server.listening ? cut() : undefined));

  const url = new URL(stack.machineUrl);
  url.hostname = "127.0.0.1";
  url.port = String(port);
  const pause = () => {
    paused = true;
    for (const socket of open) socket.pause();
  };
  const resume = () => {
    paused = false;
    for (const socket of open) socket.resume();
  };
  return { url: url.toString(), cut, restore: () => listen(port), pause, resume };
}
