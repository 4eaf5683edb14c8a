import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Scale } from "@/bench/data/sizes";
import { inProject } from "@/local/project";

const Stamp = z.object({
  fingerprint: z.string(),
  /** The day the data set ends with (UTC), as YYYY-MM-DD. */
  day: z.string(),
  checksums: z.record(z.string(), z.string()),
});

export type Stamp = z.infer<typeof Stamp>;

const fileName = "bench-data.json";

/** What the data is made from, besides the project's own migrations. */
const sources = ["bench/data", "bench/data/sql", "supabase/migrations", "local/postgres/ground"];

/** Changes with everything that decides what the data set is, but not with the day it ends. */
export function fingerprintOf(scale: Scale): string {
  const hash = createHash("sha256").update(scale);
  for (const folder of sources) {
    for (const file of readdirSync(inProject(folder)).sort()) {
      if (!/\.(ts|sql)$/.test(file) || file === "main.ts") continue;
      hash.update(`${folder}/${file}\n`).update(readFileSync(inProject(folder, file)));
    }
  }
  return hash.digest("hex");
}

/** What was made in this folder; undefined when nothing whole was. */
export function readStamp(folder: string): Stamp | undefined {
  try {
    return Stamp.safeParse(JSON.parse(readFileSync(join(folder, fileName), "utf8"))).data;
  } catch {
    return undefined;
  }
}

export function writeStamp(folder: string, stamp: Stamp): void {
  writeFileSync(join(folder, fileName), `${JSON.stringify(stamp, null, 2)}\n`);
}

export function stampFile(folder: string): string {
  return join(folder, fileName);
}
