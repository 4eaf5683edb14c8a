import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/support/longest-first";

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
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // What is waited for comes when a busy machine lets it; a second is a promise about the machine.
  expect: { poll: { timeout: 20_000 } },
  retry: 0,
  exclude: ["node_modules/**", ".next/**", ".local/**"],
};

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
          include: ["{app,components,lib,local}/**/*.test.{ts,tsx}"],
          exclude: [...limits.exclude, "**/*.stack.test.ts"],
          env: parseEnv(readFileSync(path(".env.local.example"), "utf8")),
          // Two thirds of what they cost is loading modules, once for each file otherwise. A test
          // of what a module reads as it loads calls vi.resetModules and imports it.
          isolate: false,
          unstubGlobals: true,
        },
      },
      {
        ...shared,
        test: {
          ...limits,
          name: "stack",
          include: ["tests/**/*.test.ts", "{app,components,lib,local}/**/*.stack.test.ts"],
          globalSetup: ["./tests/support/global-setup.ts"],
        },
      },
    ],
  },
});
