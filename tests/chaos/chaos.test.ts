import { expect, test } from "vitest";
import { runProgram } from "@/local/processes/run-program";
import { inProject } from "@/local/project";

/** The whole of it is `npm run chaos`: 440 calls in three minutes, and every shape. */
const size = ["--seed", "short", "--calls", "40", "--minutes", "0.25", "--hurry"];
const short = [...size, "--only", "calls,texts,queue"];

test("a short storm of crashes and lost webhooks leaves no call or text lost, doubled, wrong or open", {
  timeout: 240_000,
}, async () => {
  const args = [inProject("local/bootstrap.mjs"), "chaos", ...short];
  const { code, stdout, stderr } = await runProgram(process.execPath, args);
  expect(stdout.trim().split("\n").at(-1), `${stdout}\n${stderr}`).toBe(
    "0 lost, 0 doubled, 0 wrong, 0 still open",
  );
  expect(code).toBe(0);
});
