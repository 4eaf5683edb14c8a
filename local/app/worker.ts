import { type Child, startChild } from "@/local/processes/child";
import { projectRoot } from "@/local/project";

/** Starts `npm run worker` with the given environment on top of this machine's own. */
export function runWorker(options: { env: Record<string, string>; logFile: string }): Child {
  return startChild({
    command: process.execPath,
    args: ["--conditions=react-server", "--import", "tsx", "workers/jobs/main.ts"],
    cwd: projectRoot,
    env: { ...process.env, ...options.env },
    stopSignal: "SIGTERM",
    timeoutMs: 8_000,
    logFile: options.logFile,
  });
}
