import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * What runs for a minute or more in a single test or one after the other, the longest first. Where
 * nothing is known of an earlier run, as in CI, vitest starts the largest files first: the isolation
 * matrix, 40 lines, would start last and run on alone.
 */
const longest = [
  "tests/database/isolation/database.test.ts",
  "tests/browser/pages/axe.test.ts",
  "tests/chaos/chaos.test.ts",
  "tests/telephony/record/order.test.ts",
  "tests/database/secrets/secrets.test.ts",
  "tests/database/isolation/app.test.ts",
  "tests/telephony/histories/histories.test.ts",
];

const rank = ({ moduleId }: TestSpecification) => {
  const at = longest.findIndex((file) => moduleId.endsWith(`/${file}`));
  return at === -1 ? longest.length : at;
};

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((left, right) => rank(left) - rank(right));
  }
}
