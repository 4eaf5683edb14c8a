import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { startChild } from "@/local/processes/child";
import { findFreePorts } from "@/local/processes/ports";
import { untilAnswers } from "@/local/processes/ready";
import { inProject, projectRoot } from "@/local/project";
import { stack } from "@/tests/support/stack";

/** An address of this machine where nobody listens: Linux keeps port 1 unused. */
export const nobody = "127.0.0.1:1";

const stops: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const stop of stops) await stop();
});

/**
 * One more copy of the built app, with some of its environment replaced and Node's own flags. It
 * ends with the file.
 */
export async function startOtherApp(
  changes: Record<string, string>,
  nodeFlags: string[] = [],
): Promise<string> {
  return (await startMortalApp(changes, nodeFlags)).url;
}

/** The same, which can be killed in the middle of its work. */
export async function startMortalApp(
  changes: Record<string, string>,
  nodeFlags: string[] = [],
): Promise<{ url: string; kill(): Promise<void> }> {
  const { app: port } = await findFreePorts();
  const logs = mkdtempSync(join(tmpdir(), "ringbook-other-app-"));
  const url = `http://localhost:${port}`;
  const child = startChild({
    command: process.execPath,
    args: [...nodeFlags, inProject("node_modules/next/dist/bin/next"), "start", "-p", `${port}`],
    cwd: projectRoot,
    env: {
      ...process.env,
      ...stack.env,
      NEXT_PUBLIC_APP_URL: url,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      ...changes,
    },
    stopSignal: "SIGTERM",
    timeoutMs: 8_000,
    logFile: join(logs, "app.log"),
    onLine: () => {},
  });
  stops.push(async () => {
    await child.stop();
    rmSync(logs, { recursive: true });
  });
  if (!(await untilAnswers(`${url}/login`, child.exited))) throw new Error(child.tail().join("\n"));
  return { url, kill: () => child.kill() };
}
