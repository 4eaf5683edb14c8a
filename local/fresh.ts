import { rmSync } from "node:fs";
import { join } from "node:path";
import { explainFileError } from "@/local/command-error";
import { openDataFolder } from "@/local/data-folder";
import { outsideFolder } from "@/local/postgres/place";
import { stopLeftoverServer } from "@/local/postgres/server";
import { lockFolder } from "@/local/processes/lock";

/** Removes what a stack keeps in its data folder, and nothing else that may lie there. */
export async function startOver(dataDir: string): Promise<void> {
  try {
    openDataFolder(dataDir);
    const lock = lockFolder(dataDir);
    try {
      await stopLeftoverServer(dataDir);
      for (const name of ["postgres", "postgres.new", "carrier", "logs"]) {
        rmSync(join(dataDir, name), { recursive: true, force: true });
      }
      rmSync(outsideFolder(dataDir), { recursive: true, force: true });
    } finally {
      lock.release();
    }
  } catch (error) {
    throw explainFileError(error, dataDir);
  }
}
