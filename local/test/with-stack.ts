import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { surviveDriver } from "@/lib/db/machine/survive-driver";
import { buildApp } from "@/local/app/build";
import { openDataFolder } from "@/local/data-folder";
import { findFreePorts } from "@/local/processes/ports";
import { runProgram } from "@/local/processes/run-program";
import { explain, say } from "@/local/run-command";
import { example, secrets } from "@/local/settings";
import { startStack } from "@/local/stack";

/**
 * Starts a stack of its own on free ports, runs a program of tests on it (Node's arguments), stops
 * the stack and gives the program's exit code. `chromium` is the browser for tests that need one.
 */
export async function runOnTestStack(
  program: string[],
  options: {
    folder: string;
    interrupted: AbortSignal;
    chromium?: string;
    env?: Record<string, string>;
  },
): Promise<number> {
  const { folder, interrupted } = options;
  surviveDriver();
  const logFolder = join(folder, "logs");
  openDataFolder(folder);
  await buildApp({ logFolder, interrupted, log: say });
  const stack = await startStack({
    ports: await findFreePorts(),
    dataDir: folder,
    app: "start",
    schedule: false,
    isDisposable: true,
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
    logFolder,
    chromium: options.chromium ?? "",
  };
  try {
    const { code } = await runProgram(process.execPath, program, {
      interrupted: ended.signal,
      show: true,
      env: {
        ...facts.env,
        RINGBOOK_TEST_STACK: JSON.stringify(connection),
        ...options.env,
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
