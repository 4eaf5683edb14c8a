import { type Child, startChild } from "@/local/processes/child";
import { inProject, projectRoot } from "@/local/project";

/** Starts the stand-in in a process of its own: hearing takes time that frames cannot wait for. */
export function runRealtimeVoice(options: {
  port: number;
  folder: string;
  logFile: string;
}): Child {
  return startChild({
    command: process.execPath,
    args: [
      ...["--import", "tsx", inProject("local/realtime-voice/main.ts")],
      ...[String(options.port), options.folder],
    ],
    cwd: projectRoot,
    env: process.env,
    stopSignal: "SIGTERM",
    timeoutMs: 3_000,
    logFile: options.logFile,
  });
}
