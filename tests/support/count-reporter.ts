import { writeFileSync } from "node:fs";
import type { Reporter, SerializedError, TestModule } from "vitest/node";

/**
 * Writes how many tests passed, failed and were skipped to the file that RINGBOOK_TEST_COUNT names.
 */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const file = process.env.RINGBOOK_TEST_COUNT;
    if (!file) return;
    const count = { passed: 0, failed: errors.length, skipped: 0 };
    for (const testModule of modules) {
      // A file that could not be read, or a suite whose hook threw, has failed without a test.
      let failedTests = 0;
      for (const test of testModule.children.allTests()) {
        const { state } = test.result();
        if (state === "passed") count.passed += 1;
        else if (state === "failed") failedTests += 1;
        else count.skipped += 1;
      }
      if (failedTests === 0 && testModule.state() === "failed") failedTests = 1;
      count.failed += failedTests;
    }
    writeFileSync(file, JSON.stringify(count));
  }
}
