import { type Child, startChild } from "@/local/processes/child";
import { projectRoot } from "@/local/project";

/** Starts `npm run agent` with the given environment on top of this machine's own. */
export function runAgent(options: { env: Record<string, string>; logFile: string }): Child {
  return startChild({
    command: process.execPath,
    args: ["--conditions=react-server", "--import", "tsx", "workers/agent/main.ts"],
    cwd: projectRoot,
    env: { ...process.env, ...options.env },
    stopSignal: "SIGTERM",
    timeoutMs: 8_000,
    logFile: options.logFile,
  });
}
