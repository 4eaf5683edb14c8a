import { CommandError } from "@/local/command-error";
import { type Child, startChild } from "@/local/processes/child";
import { untilAnswers } from "@/local/processes/ready";
import { inProject, projectRoot } from "@/local/project";

/** Starts Next.js with exactly the given environment on top of this machine's own. */
export async function runApp(options: {
  mode: "start" | "dev";
  /** Where the app's sources and its build are. */
  root?: string;
  /** Node's own, before the program. */
  nodeFlags?: string[];
  port: number;
  env: Record<string, string>;
  logFile: string;
  interrupted?: AbortSignal;
  onLine(line: string): void;
}): Promise<Child> {
  const { mode, root = projectRoot, nodeFlags = [], port, env, logFile, onLine } = options;
  const next = inProject("node_modules/next/dist/bin/next");
  const child = startChild({
    command: process.execPath,
    args: [...nodeFlags, next, mode, "-H", "127.0.0.1", "-p", `${port}`],
    cwd: root,
    env: {
      ...process.env,
      ...env,
      NODE_ENV: mode === "dev" ? "development" : "production",
      NEXT_TELEMETRY_DISABLED: "1",
    },
    stopSignal: "SIGTERM",
    timeoutMs: 8_000,
    logFile,
    onLine,
  });
  const interruption = new Promise<void>((resolve) => {
    options.interrupted?.addEventListener("abort", () => resolve());
  });
  const gone = Promise.race([child.exited, interruption]);
  if (await untilAnswers(`http://localhost:${port}/api/health`, gone)) return child;
  await child.stop();
  options.interrupted?.throwIfAborted();
  throw new CommandError(
    `The app ended while starting:\n${child.tail().slice(-15).join("\n")}`,
    "Correct what it says and start again.",
  );
}
