import { writeFileSync } from "node:fs";
import type { Reporter, SerializedError, TestModule } from "vitest/node";

/**
 * Writes how many tests passed, failed and were skipped, and the names of the failed, to the file
 * that RINGBOOK_TEST_COUNT names.
 */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const file = process.env.RINGBOOK_TEST_COUNT;
    if (!file) return;
    const count = { passed: 0, skipped: 0 };
    const failures: string[] = [];
    for (const testModule of modules) {
      const { relativeModuleId } = testModule;
      const failed: string[] = [];
      for (const test of testModule.children.allTests()) {
        const { state } = test.result();
        if (state === "passed") count.passed += 1;
        else if (state === "failed") failed.push(`${relativeModuleId} > ${test.fullName}`);
        else count.skipped += 1;
      }
      // A file that could not be read, or a suite whose hook threw, has failed without a test.
      if (failed.length === 0 && testModule.state() === "failed") failed.push(relativeModuleId);
      failures.push(...failed);
    }
    failures.push(...errors.map(({ message }) => `outside of tests: ${message.split("\n")[0]}`));
    writeFileSync(file, JSON.stringify({ ...count, failed: failures.length, failures }));
  }
}
