import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const shared = {
  resolve: {
    alias: {
      "@": path("."),
      // Next's guard against client bundles throws outside of Next.
      "server-only": path("./node_modules/server-only/empty.js"),
    },
  },
};

const limits = {
  // What hangs, no more: a test may wait for the sweeps of others on a busy machine.
  testTimeout: 180_000,
  hookTimeout: 180_000,
  // What is waited for comes when a busy machine lets it; a second is a promise about the machine.
  expect: { poll: { timeout: 60_000 } },
  retry: 0,
  exclude: ["node_modules/**", ".next/**", ".local/**"],
};

/**
 * Files share a process and what npm's packages are there: starting both costs each more than most
 * tests take. Ours are loaded anew for each, as what they keep is its own.
 */
const ownModules = {
  isolate: false,
  setupFiles: ["./tests/support/fresh-modules.ts"],
};

/**
 * What runs for a minute or more, the longest first, then small files that run for long. Where
 * nothing is known of an earlier run, as in CI, vitest starts the largest files first: the
 * isolation matrix, 40 lines, would start last and run on alone.
 */
const longest = [
  "tests/database/isolation/database.test.ts",
  "tests/browser/pages/axe.test.ts",
  "tests/performance/renders/readers.test.ts",
  "tests/chaos/chaos.test.ts",
  "tests/telephony/record/order.test.ts",
  "tests/database/secrets/secrets.test.ts",
  "tests/database/isolation/app.test.ts",
  "tests/telephony/histories/histories.test.ts",
  "tests/media/rooms/rooms-silence.test.ts",
  "tests/media/rooms/rooms-together.test.ts",
  "tests/browser/stories/voicemail.test.ts",
  "tests/media/rooms/rooms-meeting.test.ts",
  "tests/media/rooms/rooms-look.test.ts",
];

const rank = ({ moduleId }: TestSpecification) => {
  const at = longest.findIndex((file) => moduleId.endsWith(`/${file}`));
  return at === -1 ? longest.length : at;
};

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((left, right) => rank(left) - rank(right));
  }
}

const example = parseEnv(readFileSync(path(".env.local.example"), "utf8"));

export default defineConfig({
  ...shared,
  test: {
    reporters: ["default", "./tests/support/count-reporter.ts"],
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        ...shared,
        test: {
          ...limits,
          name: "unit",
          include: ["{app,components,lib}/**/*.test.{ts,tsx}"],
          exclude: [...limits.exclude, "**/*.stack.test.ts"],
          env: example,
          // Two thirds of what they cost is loading modules, once for each file otherwise. A test
          // of what a module reads as it loads calls vi.resetModules, before and after.
          isolate: false,
          unstubGlobals: true,
        },
      },
      {
        ...shared,
        test: {
          ...limits,
          name: "local",
          // They start stacks, whose environment is that of the process.
          include: ["local/**/*.test.ts"],
          exclude: [...limits.exclude, "**/*.stack.test.ts"],
          env: example,
          ...ownModules,
        },
      },
      {
        ...shared,
        test: {
          ...limits,
          name: "stack",
          include: ["tests/**/*.test.ts", "{app,components,lib,local}/**/*.stack.test.ts"],
          exclude: [...limits.exclude, "tests/media/**"],
          globalSetup: ["./tests/support/global-setup.ts"],
          ...ownModules,
        },
      },
      {
        ...shared,
        test: {
          ...limits,
          name: "media",
          // Browsers that talk, at the pace at which people do.
          include: ["tests/media/**/*.test.ts"],
          globalSetup: ["./tests/support/global-setup.ts"],
          ...ownModules,
        },
      },
    ],
  },
});
