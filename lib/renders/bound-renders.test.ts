import { AsyncLocalStorage } from "node:async_hooks";
import { createServer, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { boundRenders } from "@/lib/renders/bound-renders";
import { RenderQueue } from "@/lib/renders/render-queue";

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/**
 * A server that answers one request at a time, when `finish` says so, as a process that is always
 * busy.
 */
async function open(maxWaiting = 100) {
  const started = new Map<string, ServerResponse>();
  const server = createServer((request, response) => {
    started.set(request.url ?? "", response);
  });
  const limits = { atOnce: 1, maxWaiting, maxWaitMs: 60_000 };
  boundRenders(server, new RenderQueue(limits, () => 1));
  const closed = vi.fn();
  server.on("connection", (socket) => socket.on("close", closed));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  /** Asks for these one after another on one connection, without waiting for answers. */
  const ask = (...paths: string[]): { socket: Socket; got: () => string } => {
    const socket = connect(port, "127.0.0.1");
    let got = "";
    socket.on("data", (bytes) => {
      got += bytes;
    });
    for (const path of paths) socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`);
    ends.push(() => socket.destroy());
    return { socket, got: () => got };
  };
  const begun = (path: string) => vi.waitFor(() => expect([...started.keys()]).toContain(path));
  const finish = (path: string) => started.get(path)?.end(`body of ${path}`);
  return { ask, begun, finish, started, closed };
}

test("a webhook is started beside pages that run and wait", async () => {
  const { ask, begun, started } = await open();
  ask("/one");
  await begun("/one");
  ask("/two");
  ask("/api/twilio/voice/answer");
  await begun("/api/twilio/voice/answer");
  expect([...started.keys()]).toEqual(["/one", "/api/twilio/voice/answer"]);
});

test("the end of an answer starts the next request, on the same connection too", async () => {
  const { ask, begun, finish } = await open();
  const { got } = ask("/one", "/two");
  await begun("/one");
  finish("/one");
  await begun("/two");
  finish("/two");
  await vi.waitFor(() => expect(got()).toContain("body of /two"));
});

test("a browser that goes away frees its slot", async () => {
  const { ask, begun } = await open();
  const { socket } = ask("/one");
  await begun("/one");
  socket.destroy();
  ask("/two");
  await begun("/two");
});

test("a browser that goes away while it waits frees its place, and its page is never made", async () => {
  const { ask, begun, finish, started, closed } = await open(1);
  ask("/one");
  await begun("/one");
  const { socket } = ask("/gone");
  await vi.waitFor(() => expect(socket.bytesWritten).toBeGreaterThan(0));
  const refused = ask("/refused");
  await vi.waitFor(() => expect(refused.got()).toContain("503"));
  socket.destroy();
  await vi.waitFor(() => expect(closed).toHaveBeenCalled());
  ask("/two");
  finish("/one");
  await begun("/two");
  expect([...started.keys()]).toEqual(["/one", "/two"]);
});

test("requests behind another on a connection that goes away free their slots", async () => {
  const { ask, begun, started } = await open();
  const { socket } = ask("/api/twilio/first", "/second", "/third");
  await begun("/second");
  socket.destroy();
  ask("/other");
  await begun("/other");
  expect([...started.keys()]).not.toContain("/third");
});

test("a full queue answers 503, says when to come back, and in the words of who asks", async () => {
  const { ask, begun } = await open(0);
  ask("/one");
  await begun("/one");
  const [page, route] = [ask("/contacts"), ask("/api/audit-log")];
  await vi.waitFor(() => expect(page.got()).toContain("</html>"));
  expect(page.got()).toMatch(/^HTTP\/1.1 503 /);
  expect(page.got()).toContain("Retry-After: 10");
  expect(page.got()).toContain("Please try again in a few seconds.");
  await vi.waitFor(() => expect(route.got()).toContain('"code":"busy"'));
});

test("a request that waited does not run in the context of the one that ended before it", async () => {
  const { ask, begun, finish, started } = await open();
  const store = new AsyncLocalStorage<string>();
  ask("/one");
  await begun("/one");
  ask("/two");
  let context: string | undefined = "none yet";
  const set = started.set.bind(started);
  started.set = (path, response) => {
    context = store.getStore();
    return set(path, response);
  };
  store.run("of the first", () => finish("/one"));
  await begun("/two");
  expect(context).toBeUndefined();
});
