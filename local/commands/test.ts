import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "@/local/processes/run-program";
import { inProject } from "@/local/project";
import { explain, runCommand, say } from "@/local/run-command";
import { makeScratchFolder } from "@/local/scratch-folder";
import { ensureBrowser } from "@/local/test/browser";
import { Outcome, summarize } from "@/local/test/outcome";
import { runOnTestStack } from "@/local/test/with-stack";

/** What a run came to that ended before vitest could say. */
const unknown: Outcome = { passed: 0, failed: 1, skipped: 0, failures: [] };

function readOutcome(file: string): Outcome {
  return existsSync(file) ? Outcome.parse(JSON.parse(readFileSync(file, "utf8"))) : unknown;
}

/** Whether only unit tests are asked for: those need no stack, and run in seconds. */
function areUnitTests(args: string[]): boolean {
  const patterns = args.filter((arg) => !arg.startsWith("-"));
  const onStack = [
    ...globSync("{app,components,lib,local}/**/*.stack.test.ts", { cwd: inProject("") }),
    ...globSync("tests/**/*.test.ts", { cwd: inProject("") }),
  ];
  return (
    patterns.length > 0 &&
    patterns.every((pattern) => !onStack.some((file) => file.includes(pattern)))
  );
}

/** Without `--media`, or a name that has the word, all but the browsers that talk. */
function withoutMedia(args: string[]): string[] {
  if (args.includes("--media")) return args.filter((arg) => arg !== "--media");
  return args.some((arg) => arg.includes("media")) ? args : [...args, "--project=!media"];
}

/** Runs vitest with the arguments given; for more than unit tests on a stack that it starts. */
async function runTests(folder: string, countFile: string, interrupted: AbortSignal) {
  const args = process.argv.slice(2);
  const vitest = [inProject("node_modules/vitest/vitest.mjs"), "run"];
  const env = { RINGBOOK_TEST_COUNT: countFile };
  if (areUnitTests(args)) {
    const program = [...vitest, "--project", "unit", "--project", "local", ...args];
    return (await runProgram(process.execPath, program, { interrupted, show: true, env })).code;
  }
  const chromium = await ensureBrowser(say);
  return runOnTestStack([...vitest, ...withoutMedia(args)], { folder, interrupted, chromium, env });
}

runCommand(async (interrupted) => {
  const folder = makeScratchFolder();
  const countFile = join(folder.path, "count.json");
  let code = 1;
  try {
    code = await runTests(folder.path, countFile, interrupted);
  } catch (error) {
    if (!interrupted.aborted) say(explain(error));
  }
  say(summarize(readOutcome(countFile)));
  folder.remove();
  return interrupted.aborted ? 130 : code;
});
