import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { inProject } from "@/local/project";
import { explain, runCommand, say } from "@/local/run-command";
import { makeScratchFolder } from "@/local/scratch-folder";
import { ensureBrowser } from "@/local/test/browser";
import { runOnTestStack } from "@/local/test/with-stack";

const Count = z.object({ passed: z.number(), failed: z.number(), skipped: z.number() });

/** The last line people and CI read. */
function sayCount(file: string): void {
  const { passed, failed, skipped } = existsSync(file)
    ? Count.parse(JSON.parse(readFileSync(file, "utf8")))
    : { passed: 0, failed: 1, skipped: 0 };
  say(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
}

/** Starts the stack, runs vitest on it with the arguments given, stops the stack. */
async function runTests(folder: string, countFile: string, interrupted: AbortSignal) {
  const vitest = inProject("node_modules/vitest/vitest.mjs");
  return runOnTestStack([vitest, "run", ...process.argv.slice(2)], {
    folder,
    interrupted,
    chromium: await ensureBrowser(say),
    env: { RINGBOOK_TEST_COUNT: countFile },
  });
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
  sayCount(countFile);
  folder.remove();
  return interrupted.aborted ? 130 : code;
});
