import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { checkPhoneWords } from "@/bench/data/check-words";
import { checksumTables } from "@/bench/data/checksums";
import { load } from "@/bench/data/load";
import type { Scale } from "@/bench/data/sizes";
import { fingerprintOf, readStamp, stampFile, writeStamp } from "@/bench/data/stamp";
import type { Step } from "@/bench/data/step";
import { openDataFolder } from "@/local/data-folder";
import { startOver } from "@/local/fresh";
import { connect, databaseUrls, prepareDatabase } from "@/local/postgres/database";
import { startPostgres } from "@/local/postgres/server";
import { lockFolder } from "@/local/processes/lock";
import { findFreePorts } from "@/local/processes/ports";
import { describe } from "@/local/stack";

/** A crash costs only this run: durability is off until the data set is complete. */
const unsafeSettings = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "16GB",
  wal_recycle: "off",
  checkpoint_timeout: "1h",
  autovacuum: "off",
  shared_buffers: "1GB",
  maintenance_work_mem: "600MB",
  work_mem: "256MB",
  // Two connections have the two cores already.
  max_parallel_maintenance_workers: "0",
  max_parallel_workers_per_gather: "0",
  jit: "off",
};

/**
 * The dashboard looks at the last 30 days: a data set that ended longer ago than this is made
 * again.
 */
const freshDays = 14;
const dayMs = 86_400_000;

type DataSetOptions = {
  scale: Scale;
  /** Absolute; afterwards the data folder of a stack. */
  folder: string;
  interrupted: AbortSignal;
  log(line: string): void;
  /**
   * The midnight (UTC) the data ends with, YYYY-MM-DD: by default the last one. Two sets of one
   * day can be compared.
   */
  day?: string;
};

async function fill(options: DataSetOptions, day: string): Promise<Record<string, string>> {
  const { scale, folder, interrupted, log } = options;
  const { postgres: port, ...others } = await findFreePorts();
  // lib/ reads its environment from the process, as it does inside the app: tokens are sealed with
  // the example's key.
  Object.assign(process.env, describe({ ...others, postgres: port }).env);
  const server = await startPostgres({
    ...{ folder, port, settings: unsafeSettings },
    logFile: join(folder, "logs", "postgres.log"),
  });
  // Ends whatever statement is under way.
  const stop = () => void server.stop();
  interrupted.addEventListener("abort", stop, { once: true });
  const step: Step = async (name, work) => {
    interrupted.throwIfAborted();
    const from = performance.now();
    const result = await work();
    log(`  ${name}: ${((performance.now() - from) / 1000).toFixed(1)} s`);
    return result;
  };
  try {
    await step("ground and migrations", () => prepareDatabase(port));
    const sql = connect(
      `${databaseUrls(port).admin}?options=-csession_replication_role%3Dreplica`,
      2,
    );
    try {
      await load(sql, scale, new Date(`${day}T00:00:00Z`), step);
      await checkPhoneWords(sql);
      return await step("checksums", () => checksumTables(sql));
    } finally {
      await sql.end({ timeout: 2 });
    }
  } finally {
    interrupted.removeEventListener("abort", stop);
    await step("shutdown", () => server.stop()).catch(() => server.stop());
  }
}

/**
 * Makes a data set (large: 5,000,000 calls of 200 tenants; small: the same tenants with a
 * hundredth) with all migrations in a stack's data folder, unless it is there already. Kept until
 * migrations or generator change, or the newest calls are two weeks old. Throws CommandError where
 * the database cannot run, and when interrupted.
 */
export async function ensureDataSet(options: DataSetOptions): Promise<void> {
  const { scale, folder, interrupted, log } = options;
  const fingerprint = fingerprintOf(scale);
  const found = readStamp(folder);
  const wanted = options.day ?? new Date().toISOString().slice(0, 10);
  const fresh = found && Date.now() - Date.parse(found.day) < freshDays * dayMs;
  if (found?.fingerprint === fingerprint && (options.day ? found.day === wanted : fresh)) return;
  log(`Making the ${scale} data set in ${folder}…`);
  const from = performance.now();
  openDataFolder(folder);
  rmSync(stampFile(folder), { force: true });
  await startOver(folder);
  openDataFolder(folder);
  const lock = lockFolder(folder);
  try {
    const checksums = await fill(options, wanted);
    interrupted.throwIfAborted();
    // What the system still holds back is written now, not while something is measured.
    await promisify(execFile)("sync").catch(() => {});
    writeStamp(folder, { fingerprint, day: wanted, checksums });
    for (const [table, sum] of Object.entries(checksums)) log(`  ${table}: ${sum}`);
    log(`Made in ${Math.round((performance.now() - from) / 1000)} s.`);
  } finally {
    lock.release();
  }
}
