import { rmSync, truncateSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Ports } from "@/local/options";
import { connect } from "@/local/postgres/database";
import { listen } from "@/local/processes/listen";
import { findFreePorts, requireFreePorts } from "@/local/processes/ports";
import { makeScratchFolder } from "@/local/scratch-folder";
import { startStack } from "@/local/stack";

let folder: ReturnType<typeof makeScratchFolder>;
let ports: Ports;

beforeEach(async () => {
  folder = makeScratchFolder();
  ports = await findFreePorts();
});
afterEach(() => folder.remove());

function start(change: { ports?: Ports; interrupted?: AbortSignal } = {}) {
  return startStack({
    ports,
    dataDir: folder.path,
    app: "none",
    schedule: false,
    log: () => {},
    ...change,
  });
}

test("a stack that was stopped leaves every port free and starts again on its data", async () => {
  const first = await start();
  const sql = connect(first.postgresUrl);
  await sql`create table public.kept (id int primary key)`;
  await sql.end();
  await first.stop();
  await requireFreePorts(ports);

  const second = await start();
  const again = connect(second.postgresUrl);
  expect(await again`select to_regclass('public.kept') as kept`).toMatchObject([{ kept: "kept" }]);
  await again.end();
  await second.stop();
});

test("a port in use is named with the variable that moves it, and nothing is left running", async () => {
  const squatter = createServer();
  const port = await listen(squatter, 0);
  await expect(start({ ports: { ...ports, carrier: port } })).rejects.toMatchObject({
    message: expect.stringContaining(`Port ${port} (CARRIER_PORT) is in use.`),
    advice: expect.stringContaining("CARRIER_PORT="),
  });
  squatter.close();
  await requireFreePorts(ports);
});

test("a second stack on the same folder is refused", async () => {
  const stack = await start();
  await expect(start({ ports: await findFreePorts() })).rejects.toThrow("is already running");
  await stack.stop();
});

test("a damaged data folder is named, with how to start over", async () => {
  await (await start()).stop();
  truncateSync(join(folder.path, "postgres/global/pg_control"), 0);
  await expect(start()).rejects.toMatchObject({
    message: expect.stringContaining(folder.path),
    advice: expect.stringContaining("npm run demo -- --fresh"),
  });
  rmSync(join(folder.path, "postgres/PG_VERSION"));
  await expect(start()).rejects.toMatchObject({ message: expect.stringContaining("is damaged") });
});

test("a database that ends on its own is reported with its last words", async () => {
  const stack = await start();
  const admin = connect(stack.adminDatabaseUrl);
  const [row] = await admin`
    select split_part(pg_read_file('postmaster.pid'), chr(10), 1)::int as pid`;
  await admin.end();
  process.kill(row?.pid, "SIGQUIT");
  expect((await stack.failed).message).toContain("PostgreSQL ended unexpectedly");
  await stack.stop();
});

test("an interrupted start stops what it has started", async () => {
  const interruption = new AbortController();
  const started = start({ interrupted: interruption.signal });
  interruption.abort();
  await expect(started).rejects.toThrow();
  await requireFreePorts(ports);
});
