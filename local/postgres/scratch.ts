import { join } from "node:path";
import { databaseUrls, prepareDatabase } from "@/local/postgres/database";
import { disposable, startPostgres } from "@/local/postgres/server";
import { findFreePorts } from "@/local/processes/ports";
import { makeScratchFolder } from "@/local/scratch-folder";

export type ScratchDatabase = {
  urls: ReturnType<typeof databaseUrls>;
  stop(): Promise<void>;
};

/**
 * A database of its own on a free port, gone after `stop`: ground, and the migrations of the
 * project or of another folder.
 */
export async function startScratchDatabase(migrations?: string): Promise<ScratchDatabase> {
  const folder = makeScratchFolder();
  const { postgres: port } = await findFreePorts();
  try {
    const logFile = join(folder.path, "postgres.log");
    const server = await startPostgres({
      folder: folder.path,
      port,
      logFile,
      settings: disposable,
    });
    const stop = async () => {
      await server.stop();
      folder.remove();
    };
    try {
      await prepareDatabase(port, migrations);
    } catch (error) {
      await stop();
      throw error;
    }
    return { urls: databaseUrls(port), stop };
  } catch (error) {
    folder.remove();
    throw error;
  }
}
