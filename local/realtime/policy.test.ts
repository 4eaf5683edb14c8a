import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { connect, databaseUrls, prepareDatabase } from "@/local/postgres/database";
import { startPostgres } from "@/local/postgres/server";
import { findFreePorts } from "@/local/processes/ports";
import { askPolicies } from "@/local/realtime/policy";
import type { Claims } from "@/local/realtime/token";
import { makeScratchFolder } from "@/local/scratch-folder";

test("the policies' answer is theirs, leaves no row, and is no error in the database's log", async () => {
  const folder = makeScratchFolder();
  const { postgres: port } = await findFreePorts();
  const logFile = join(folder.path, "postgres.log");
  const server = await startPostgres({ folder: folder.path, port, logFile });
  try {
    await prepareDatabase(port);
    const urls = databaseUrls(port);
    const [admin, postgres] = [connect(urls.admin), connect(urls.postgres)];
    const claims: Claims = { role: "authenticated", exp: 0 };
    await postgres.unsafe(`
      create policy "read" on realtime.messages for select to authenticated
        using (realtime.topic() in ('heard', 'both'));
      create policy "write" on realtime.messages for insert to authenticated
        with check (realtime.topic() in ('said', 'both'));`);
    const ask = (topic: string) => askPolicies(admin, claims, topic);
    expect(await ask("neither")).toEqual({ read: false, write: false });
    expect(await ask("heard")).toEqual({ read: true, write: false });
    expect(await ask("said")).toEqual({ read: false, write: true });
    expect(await ask("both")).toEqual({ read: true, write: true });
    expect(await admin`select 1 from realtime.messages`).toHaveLength(0);
    await expect(admin`select 1 / 0`).rejects.toThrow();
    await Promise.all([admin.end(), postgres.end()]);
    await server.stop();
    const log = readFileSync(logFile, "utf8");
    expect(log).toContain("division by zero");
    expect(log).not.toContain("row-level security");
  } finally {
    await server.stop();
    folder.remove();
  }
});
