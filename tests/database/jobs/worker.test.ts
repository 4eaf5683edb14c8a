import { join } from "node:path";
import { expect, test } from "vitest";
import { runWorker } from "@/local/app/worker";
import { stack } from "@/tests/support/stack";

function start(env: Record<string, string>) {
  const logFile = join(stack.logFolder, `worker-${crypto.randomUUID()}.log`);
  return runWorker({ env: { ...stack.env, ...env }, logFile });
}

test("the worker begins with the app's environment and ends in good order", async () => {
  const worker = start({});
  await expect.poll(() => worker.tail().join("\n")).toContain("kinds of jobs");
  await worker.stop();
  expect(await worker.exited).toBe(0);
});

test("without its database's URL it ends at once and names the variable", async () => {
  const worker = start({ JOBS_DATABASE_URL: "" });
  expect(await worker.exited).toBe(1);
  expect(worker.tail().join("\n")).toContain("JOBS_DATABASE_URL");
});
