import { spawn } from "node:child_process";
import { projectRoot } from "@/local/project";

export type Outcome = { code: number; stdout: string; stderr: string };

/**
 * Runs a program of node_modules/.bin (or any on PATH) in the project folder to its end. With
 * `show` its output also goes straight to the terminal. Killed when `interrupted` fires.
 */
export function runProgram(
  command: string,
  args: string[],
  options: {
    interrupted?: AbortSignal;
    env?: Record<string, string>;
    input?: string;
    show?: boolean;
  } = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const output = options.show ? "inherit" : "pipe";
    const child = spawn(command, args, {
      cwd: projectRoot,
      env: { ...process.env, ...(!options.show && { NO_COLOR: "1" }), ...options.env },
      stdio: ["pipe", output, output],
      signal: options.interrupted,
      shell: process.platform === "win32",
    });
    let stdout = "";
    let stderr = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
    });
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      stderr += chunk;
    });
    child.stdin?.on("error", () => {});
    child.stdin?.end(options.input ?? "");
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}
