import { checkAdvisors } from "@/local/check/advisors";
import { checkLineLength } from "@/local/check/line-length";
import { checkSchemas, startTwins } from "@/local/check/schemas";
import { checkTypes } from "@/local/check/types";
import { checkVulnerabilities } from "@/local/check/vulnerabilities";
import { runProgram } from "@/local/processes/run-program";
import { runCommand, say } from "@/local/run-command";

type Step = [name: string, run: () => Promise<string[]>];

runCommand(async (interrupted) => {
  const write = process.argv.includes("--write");
  const program = (command: string, args: string[]) => async () => {
    const { code, stdout, stderr } = await runProgram(command, args, { interrupted });
    return code === 0 ? [] : [`${stdout}${stderr}`.trim()];
  };
  const database = await startTwins();
  const steps: Step[] = [
    // First: the types that tsc reads may have to be generated.
    ["generated types", () => checkTypes(database.migrated, write)],
    ["format and lint", program("biome", ["ci", "--colors=off", "."])],
    ["line length", checkLineLength],
    // Next writes the types of its routes, which tsc reads.
    ["route types", program("next", ["typegen"])],
    // What an earlier run left may hide errors of files that have not changed themselves.
    ["types", program("tsc", ["--noEmit", "--incremental", "false", "-p", "."])],
    ["known vulnerabilities", () => checkVulnerabilities(interrupted, say)],
    ["unused code", program("knip", ["--no-progress"])],
    ["migrations and schemas", () => checkSchemas(database)],
    ["database advisors", () => checkAdvisors(database.migrated)],
  ];
  let failures = 0;
  try {
    for (const [name, run] of steps) {
      interrupted.throwIfAborted();
      const began = performance.now();
      const problems = await run();
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      if (problems.length > 0) failures += 1;
      say(`${problems.length === 0 ? "✓" : "✗"} ${name} (${seconds} s)`);
      for (const problem of problems) say(problem);
    }
  } finally {
    await database.stop();
  }
  say(failures === 0 ? "All checks passed." : `${failures} of ${steps.length} checks failed.`);
  return failures === 0 ? 0 : 1;
});
