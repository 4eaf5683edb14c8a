import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

const leash = fileURLToPath(new URL("leash.mjs", import.meta.url));

export type ChildSpec = {
  command: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
  /** The signal that asks the program to end in good order. */
  stopSignal: "SIGINT" | "SIGTERM";
  /** How long it may take to end before it is killed, in milliseconds. */
  timeoutMs: number;
  /** Everything the program prints goes to this file. */
  logFile: string;
  onLine?(line: string): void;
};

export type Child = {
  /** Resolves with the exit code once the program has ended, for whatever reason. */
  exited: Promise<number>;
  /** The last lines it printed. */
  tail(): string[];
  /** Asks it to end and waits until it has. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash would; resolves when it is gone. */
  kill(): Promise<void>;
};

/** Starts a program that cannot outlive this process. */
export function startChild(spec: ChildSpec): Child {
  const { command, args, cwd, uid, gid, stopSignal, timeoutMs } = spec;
  const child = spawn(
    process.execPath,
    [leash, JSON.stringify({ command, args, cwd, uid, gid, stopSignal, timeoutMs })],
    {
      env: { ...spec.env, NODE_OPTIONS: "" },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // Out of the terminal's group: Ctrl-C reaches the supervisor, which ends things in order.
      detached: process.platform !== "win32",
    },
  );
  const log = createWriteStream(spec.logFile, { flags: "a" });
  log.on("error", () => {});
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      log.write(chunk);
      const parts = (rest + chunk).split("\n");
      rest = parts.pop() ?? "";
      for (const text of parts) {
        const line = stripVTControlCharacters(text).trimEnd();
        if (line === "") continue;
        lines.push(line);
        if (lines.length > 200) lines.shift();
        spec.onLine?.(line);
      }
    });
  }
  const ended = new Promise<number>((resolve) => {
    child.once("exit", (code) => resolve(code ?? 1));
    child.once("error", () => resolve(127));
  });
  // The event "close" does not come once the channel has been closed from this side.
  const silent = [child.stdout, child.stderr].map(
    (stream) => new Promise((resolve) => stream?.once("close", resolve)),
  );
  const exited = Promise.all([ended, ...silent]).then(([code]) => {
    log.end();
    return code;
  });
  return {
    exited,
    tail: () => [...lines],
    async stop() {
      if (child.exitCode === null && child.connected) child.disconnect();
      await exited;
    },
    async kill() {
      if (child.exitCode === null && child.connected) child.send("kill");
      await exited;
    },
  };
}
