import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { buildApp } from "@/local/app/build";
import { openDataFolder } from "@/local/data-folder";
import { findFreePorts } from "@/local/processes/ports";
import { runProgram } from "@/local/processes/run-program";
import { inProject } from "@/local/project";
import { explain, runCommand, say } from "@/local/run-command";
import { makeScratchFolder } from "@/local/scratch-folder";
import { example, secrets } from "@/local/settings";
import { startStack } from "@/local/stack";
import { ensureBrowser } from "@/local/test/browser";

const Count = z.object({ passed: z.number(), failed: z.number(), skipped: z.number() });

/** The last line people and CI read. */
function sayCount(file: string): void {
  const { passed, failed, skipped } = existsSync(file)
    ? Count.parse(JSON.parse(readFileSync(file, "utf8")))
    : { passed: 0, failed: 1, skipped: 0 };
  say(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
}

/** Starts the stack, runs vitest on it with the arguments given, stops the stack. */
async function runTests(folder: string, countFile: string, interrupted: AbortSignal) {
  const logFolder = join(folder, "logs");
  openDataFolder(folder);
  const chromium = await ensureBrowser(say);
  await buildApp({ logFolder, interrupted, log: say });
  const stack = await startStack({
    ports: await findFreePorts(),
    dataDir: folder,
    app: "start",
    schedule: false,
    carrierExchangeLog: process.env.CARRIER_EXCHANGE_LOG,
    interrupted,
    log: () => {},
  });
  const { stop, failed, ...facts } = stack;
  const ended = new AbortController();
  interrupted.addEventListener("abort", () => ended.abort());
  failed.then((failure) => {
    say(explain(failure));
    ended.abort();
  });
  const connection = {
    ...facts,
    supabaseKey: example.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY,
    cronSecret: example.CRON_SECRET,
    jwtSecret: secrets.jwt,
    chromium,
  };
  try {
    const vitest = inProject("node_modules/vitest/vitest.mjs");
    const { code } = await runProgram(process.execPath, [vitest, "run", ...process.argv.slice(2)], {
      interrupted: ended.signal,
      show: true,
      env: {
        ...facts.env,
        RINGBOOK_TEST_STACK: JSON.stringify(connection),
        RINGBOOK_TEST_COUNT: countFile,
      },
    });
    const appLog = join(logFolder, "app.log");
    if (code !== 0 && existsSync(appLog)) {
      const words = readFileSync(appLog, "utf8").trim().split("\n").slice(-40).join("\n");
      say(`The app's last words:\n${words}\n`);
    }
    return code;
  } finally {
    await stop();
  }
}

runCommand(async (interrupted) => {
  const folder = makeScratchFolder();
  const countFile = join(folder.path, "count.json");
  let code = 1;
  try {
    code = await runTests(folder.path, countFile, interrupted);
  } catch (error) {
    if (!interrupted.aborted) say(explain(error));
  }
  sayCount(countFile);
  folder.remove();
  return interrupted.aborted ? 130 : code;
});
