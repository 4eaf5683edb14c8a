import { join } from "node:path";
import postgres, { type Sql } from "postgres";
import type { Bench } from "@/bench/figure";
import { openDataFolder } from "@/local/data-folder";
import { databaseUrls } from "@/local/postgres/database";
import { startPostgres } from "@/local/postgres/server";
import { lockFolder } from "@/local/processes/lock";
import { findFreePorts } from "@/local/processes/ports";

/** A connection as the superuser, and what the server said on it besides answers. */
export type Database = { sql: Sql; notices: string[] };

export type Databases = { large: Database; small: Database };

async function open(folder: string, stops: (() => Promise<void>)[]): Promise<Database> {
  openDataFolder(folder);
  const lock = lockFolder(folder);
  stops.push(async () => lock.release());
  const { postgres: port } = await findFreePorts();
  const logFile = join(folder, "logs", "postgres.log");
  const server = await startPostgres({ folder, port, logFile });
  stops.push(server.stop);
  const notices: string[] = [];
  const sql = postgres(databaseUrls(port).admin, {
    max: 1,
    onnotice: ({ message }) => void notices.push(message ?? ""),
  });
  stops.push(() => sql.end({ timeout: 2 }));
  return { sql, notices };
}

/**
 * Both data sets' databases as the superuser, alone on the machine, for as long as the work takes.
 */
export async function withDatabases<T>(
  bench: Bench,
  work: (databases: Databases) => Promise<T>,
): Promise<T> {
  const stops: (() => Promise<void>)[] = [];
  try {
    const folders = { large: await bench.dataSet("large"), small: await bench.dataSet("small") };
    const large = await open(folders.large, stops);
    // A trial run has one data set for both.
    const small = folders.small === folders.large ? large : await open(folders.small, stops);
    return await work({ large, small });
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}
