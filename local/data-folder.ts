import { mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { CommandError, explainFileError, systemCode } from "@/local/command-error";

function makeFolder(path: string): void {
  try {
    mkdirSync(path);
    return;
  } catch (error) {
    const code = systemCode(error);
    // One step at a time: Node's own recursive mkdir never ends below /proc.
    if (code === "ENOENT" && dirname(path) !== path && !isFolder(dirname(path))) {
      makeFolder(dirname(path));
      mkdirSync(path);
      return;
    }
    if (code !== "EEXIST" || !isFolder(path)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Makes the data folder with its place for logs. Throws CommandError where that cannot be. */
export function openDataFolder(folder: string): void {
  try {
    makeFolder(folder);
    makeFolder(join(folder, "logs"));
  } catch (error) {
    const explained = explainFileError(error, folder);
    if (explained instanceof CommandError) throw explained;
    throw new CommandError(
      `There can be no data folder at ${folder}.`,
      "Set RINGBOOK_DATA to a folder that you can write.",
      { cause: error },
    );
  }
}
