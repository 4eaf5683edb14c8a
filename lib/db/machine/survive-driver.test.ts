import { expect, test } from "vitest";
import { runProgram } from "@/local/processes/run-program";
import { inProject } from "@/local/project";

/** Throws from a timer, in a function of this name, in a process that survives its driver. */
async function exitCode(name: string): Promise<number> {
  const file = JSON.stringify(inProject("lib/db/machine/survive-driver.ts"));
  const code = `const { surviveDriver } = await import(${file}); surviveDriver();
    setImmediate(function ${name}() { null.write(); });`;
  const node = ["--import", "tsx", "--input-type=module", "--eval", code];
  return (await runProgram(process.execPath, node)).code;
}

test("a write of the driver's to a connection that is gone does not end the process", async () => {
  expect(await exitCode("nextWrite")).toBe(0);
});

test("any other error that nobody catches does", async () => {
  expect(await exitCode("anything")).not.toBe(0);
});
