import { connect, createServer, type Socket } from "node:net";
import { afterAll } from "vitest";
import { stack } from "@/tests/support/stack";

/** A door between one copy of the app and the database that can be shut: open lines are cut, new ones refused. */
export async function startDatabaseProxy() {
  const database = new URL(stack.machineUrl);
  const open = new Set<Socket>();
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
    inner.pipe(outer).pipe(inner);
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
  return { url: url.toString(), cut, restore: () => listen(port) };
}
