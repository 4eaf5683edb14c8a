import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { appSources } from "@/local/app/build";
import { inProject } from "@/local/project";

/** app/font.ts names its files by path; all other packages are found in the project's folder. */
const fonts = join("node_modules", "@fontsource-variable");

/**
 * Copies the app's sources into `root`, a folder inside the project, and lays bench/overlay over
 * them: the same app with the routes it is measured against. An earlier build there stays.
 */
export function layApp(root: string): void {
  mkdirSync(root, { recursive: true });
  for (const source of [...appSources, fonts]) {
    const [from, to] = [inProject(source), join(root, source)];
    rmSync(to, { recursive: true, force: true });
    if (existsSync(from)) cpSync(from, to, { recursive: true });
  }
  cpSync(inProject("bench", "overlay"), root, { recursive: true });
}
