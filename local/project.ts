import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's own folder. */
export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/** An absolute path inside the project. */
export function inProject(...parts: string[]): string {
  return join(projectRoot, ...parts);
}
