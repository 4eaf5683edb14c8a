import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runProgram } from "@/local/processes/run-program";
import { inProject } from "@/local/project";
import { Outcome, summarize } from "@/local/test/outcome";

/** What vitest may end with, a file each. */
const files = {
  "fails.test.ts": `test("passes", () => {}); test.skip("is skipped", () => {});
    describe("a suite", () => { test("fails", () => expect(1).toBe(2)); });`,
  "hook.test.ts": `beforeAll(() => { throw new Error("no"); }); test("is not run", () => {});`,
  "lost.test.ts": `test("loses", () => { Promise.reject(new Error("a lost rejection")); });`,
  "unreadable.test.ts": `throw new Error("no");`,
};

/** Runs vitest on these files with the reporter of `npm test`. */
async function outcomeOf(folder: string): Promise<Outcome> {
  for (const [name, code] of Object.entries(files)) {
    const globals = `import { beforeAll, describe, expect, test } from "vitest";`;
    writeFileSync(join(folder, name), `${globals}\n${code}`);
  }
  writeFileSync(join(folder, "vitest.config.ts"), "export default {};");
  const count = join(folder, "count.json");
  const reporter = ["--reporter", inProject("tests/support/count-reporter.ts")];
  const vitest = [inProject("node_modules/vitest/vitest.mjs"), "run", "--root", folder];
  const env = { RINGBOOK_TEST_COUNT: count };
  await runProgram(process.execPath, [...vitest, ...reporter], { env });
  return Outcome.parse(JSON.parse(readFileSync(count, "utf8")));
}

test("everything that failed is named: a test, a file without one, an error outside", async () => {
  mkdirSync(inProject(".local"), { recursive: true });
  const folder = mkdtempSync(inProject(".local/outcome-"));
  try {
    const { failures, ...counts } = await outcomeOf(folder);
    expect(failures.toSorted()).toEqual([
      "fails.test.ts > a suite > fails",
      "hook.test.ts",
      "outside of tests: a lost rejection",
      "unreadable.test.ts",
    ]);
    expect(counts).toEqual({ passed: 2, failed: 4, skipped: 2 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the names and the counts are within the last 40 lines, however many failed", () => {
  const failures = Array.from({ length: 50 }, (_, nth) => `a.test.ts > test ${nth}`);
  const lines = summarize({ passed: 7, failed: 50, skipped: 0, failures }).split("\n");
  expect(lines.length).toBeLessThan(40);
  expect(lines[0]).toBe("failed: a.test.ts > test 0");
  expect(lines.slice(-2)).toEqual(["failed: 20 more", "7 passed, 50 failed"]);
});
