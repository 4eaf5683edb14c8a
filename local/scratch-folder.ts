import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outsideFolder } from "@/local/postgres/place";

/** A data folder of its own for one run. `remove` takes what was kept outside of it with it. */
export function makeScratchFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "ringbook-"));
  // Run as root, the database belongs to another account, which has to get in.
  if (process.getuid?.() === 0) chmodSync(path, 0o755);
  return {
    path,
    remove() {
      rmSync(path, { recursive: true, force: true });
      rmSync(outsideFolder(path), { recursive: true, force: true });
    },
  };
}
