import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "@/local/command-error";
import type { Account } from "@/local/postgres/account";
import { type Binaries, binariesIn, installationOf } from "@/local/postgres/binaries";
import { projectRoot } from "@/local/project";

export type Place = { binaries: Binaries; dataDir: string };

function canRun(account: Account, program: string, args: string[]): boolean {
  try {
    execFileSync(program, args, {
      uid: account.uid,
      gid: account.gid,
      cwd: "/",
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}

/** The folder for what an account cannot reach inside a closed folder such as /root. */
export function outsideFolder(folder: string): string {
  const hash = createHash("sha256").update(folder).digest("hex").slice(0, 16);
  return `/var/tmp/ringbook-${hash}`;
}

function ownFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new CommandError(`${folder} belongs to someone else.`, "Remove it and try again.");
  }
  chmodSync(folder, 0o755);
}

function copyInstallation(from: string, to: string): void {
  if (existsSync(join(to, "bin"))) return;
  const half = `${to}.${process.pid}`;
  cpSync(from, half, { recursive: true, verbatimSymlinks: true });
  execFileSync("chmod", ["-R", "a+rX", half]);
  rmSync(to, { recursive: true, force: true });
  renameSync(half, to);
}

/**
 * Programs and a data folder that the database's account can use. As root, what lies in a folder
 * that is closed to others moves to /var/tmp, under a name made from that folder's path.
 */
export function reachablePlace(
  found: Binaries,
  folder: string,
  version: string,
  account?: Account,
): Place {
  if (!account) return { binaries: found, dataDir: join(folder, "postgres") };
  let binaries = found;
  if (!canRun(account, found.postgres, ["--version"])) {
    const outside = outsideFolder(projectRoot);
    ownFolder(outside);
    const installation = join(outside, `postgresql-${version}`);
    copyInstallation(installationOf(found), installation);
    binaries = binariesIn(installation);
  }
  if (canRun(account, "test", ["-x", folder])) {
    return { binaries, dataDir: join(folder, "postgres") };
  }
  const outside = outsideFolder(folder);
  ownFolder(outside);
  return { binaries, dataDir: join(outside, "postgres") };
}
