import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Child, startChild } from "@/local/processes/child";
import { inProject, projectRoot } from "@/local/project";
import { Trouble } from "@/local/trouble";

const sources = [
  "app",
  "components",
  "instrumentation.ts",
  "lib",
  "pages",
  "public",
  "middleware.ts",
  "next.config.ts",
  "package-lock.json",
  "postcss.config.mjs",
  "tsconfig.json",
];
/** Where a build says what it was made from. As in next.config.ts: the build with the bench's floors lies beside the app's own. */
function stampFile(): string {
  const folder = process.env.RINGBOOK_BENCH === "1" ? ".next-bench" : ".next";
  return inProject(folder, "ringbook-build");
}

function filesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)))
    .filter((file) => !/\.test\.tsx?$/.test(file));
}

function fingerprint(): string {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((source) => filesIn(inProject(source)))) {
    hash
      .update(`${file.slice(projectRoot.length)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

async function runBuild(logFolder: string, interrupted: AbortSignal): Promise<Child> {
  const child = startChild({
    command: process.execPath,
    args: [inProject("node_modules/next/dist/bin/next"), "build"],
    cwd: projectRoot,
    env: { ...process.env, NODE_ENV: "production" },
    stopSignal: "SIGTERM",
    patienceMs: 3_000,
    logFile: join(logFolder, "build.log"),
  });
  const stop = () => child.stop();
  interrupted.addEventListener("abort", stop);
  await child.exited;
  interrupted.removeEventListener("abort", stop);
  interrupted.throwIfAborted();
  return child;
}

/** Builds the app unless the build that is there was made from the same sources. */
export async function buildApp(options: {
  logFolder: string;
  interrupted: AbortSignal;
  log(line: string): void;
}): Promise<void> {
  const { logFolder, interrupted, log } = options;
  const stamp = stampFile();
  for (;;) {
    const wanted = fingerprint();
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
    log("Building the app…");
    const child = await runBuild(logFolder, interrupted);
    if ((await child.exited) === 0) {
      writeFileSync(stamp, wanted);
      return;
    }
    const words = child.tail();
    if (!words.some((line) => line.includes("Another next build process is already running"))) {
      throw new Trouble(
        `The app could not be built.\n${words.slice(-40).join("\n")}`,
        "Correct what it says and start again.",
      );
    }
    log("Another build is running; waiting for it…");
    await pause(2_000, undefined, { signal: interrupted });
  }
}
