import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { CommandError } from "@/local/command-error";
import { type Child, startChild } from "@/local/processes/child";
import { inProject, projectRoot } from "@/local/project";

/** What Next reads to build the app; all but the lockfile, which also decides what is built. */
export const appSources = [
  "app",
  "components",
  "instrumentation.ts",
  "lib",
  "pages",
  "public",
  "middleware.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
];

function filesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)))
    .filter((file) => !/\.test\.tsx?$/.test(file));
}

function fingerprint(root: string): string {
  const hash = createHash("sha256");
  const files = appSources.flatMap((source) => filesIn(join(root, source)));
  for (const file of [...files, inProject("package-lock.json")]) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

async function runBuild(root: string, logFolder: string, interrupted: AbortSignal): Promise<Child> {
  const child = startChild({
    command: process.execPath,
    args: [inProject("node_modules/next/dist/bin/next"), "build"],
    cwd: root,
    env: { ...process.env, NODE_ENV: "production" },
    stopSignal: "SIGTERM",
    timeoutMs: 3_000,
    logFile: join(logFolder, "build.log"),
  });
  const stop = () => child.stop();
  interrupted.addEventListener("abort", stop);
  await child.exited;
  interrupted.removeEventListener("abort", stop);
  interrupted.throwIfAborted();
  return child;
}

/**
 * Builds the app unless the existing build was made from the same sources. `root` has these sources
 * and gets the build: the project, or a folder inside it.
 */
export async function buildApp(options: {
  root?: string;
  logFolder: string;
  interrupted: AbortSignal;
  log(line: string): void;
}): Promise<void> {
  const { root = projectRoot, logFolder, interrupted, log } = options;
  const stamp = join(root, ".next", "ringbook-build");
  for (;;) {
    const wanted = fingerprint(root);
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
    log("Building the app…");
    const child = await runBuild(root, logFolder, interrupted);
    if ((await child.exited) === 0) {
      writeFileSync(stamp, wanted);
      return;
    }
    const words = child.tail();
    if (!words.some((line) => line.includes("Another next build process is already running"))) {
      throw new CommandError(
        `The app could not be built.\n${words.slice(-40).join("\n")}`,
        "Correct what it says and start again.",
      );
    }
    log("Another build is running; waiting for it…");
    await pause(2_000, undefined, { signal: interrupted });
  }
}
