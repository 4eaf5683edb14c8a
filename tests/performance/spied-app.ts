import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { startOtherApp } from "@/tests/support/other-app";

/**
 * Runs in the app's process before its own code: writes down each file it loads and each address it
 * connects to.
 */
const spy = (log: string) => `
import { appendFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { Socket } from "node:net";

const note = (what) => appendFileSync(${JSON.stringify(log)}, what + "\\n");
registerHooks({
  load(url, context, next) {
    note("loaded " + url);
    return next(url, context);
  },
});
const connect = Socket.prototype.connect;
Socket.prototype.connect = function (...given) {
  const [to, host] = given.flat();
  note("connected " + (to?.path ?? (to?.port ? (to.host ?? "localhost") + ":" + to.port : host + ":" + to)));
  return connect.apply(this, given);
};
`;

/**
 * A copy of the built app that tells what its process loads and whom it connects to. It ends with
 * the file.
 */
export async function startSpiedApp(changes: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), "ringbook-spied-app-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const [log, code] = [join(folder, "noted"), join(folder, "spy.mjs")];
  writeFileSync(log, "");
  writeFileSync(code, spy(log));
  const url = await startOtherApp(changes, ["--import", code]);

  const noted = (what: string) =>
    readFileSync(log, "utf8")
      .split("\n")
      .filter((line) => line.startsWith(`${what} `))
      .map((line) => line.slice(what.length + 1));
  return {
    url,
    /** Files of a package, as "lib/index.js", in the order they were loaded. */
    loadedOf: (library: string) =>
      noted("loaded").flatMap((file) => file.split(`/node_modules/${library}/`)[1] ?? []),
    /** Addresses, as "127.0.0.1:5432". */
    connectedTo: () => noted("connected"),
  };
}
