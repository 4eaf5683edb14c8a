import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const rooms = ["app", "components", "lib", "pages"];

type Source = { path: string; text: string; imports: string[] };

const specifier = /(?:from|import)\s*\(?\s*["']([^"']+)["']/g;
const typeOnly = /import type [^;]+;/g;

/** Every file of these folders, as a path from the root. */
function filesIn(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  );
}

function sources(): Source[] {
  return filesIn(...rooms)
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
    .map((path) => {
      const text = readFileSync(join(root, path), "utf8");
      const imports = [...text.replace(typeOnly, "").matchAll(specifier)].map(
        (found) => found[1] ?? "",
      );
      return { path, text, imports };
    });
}

const all = sources();
const importersOf = (library: RegExp) =>
  all.filter(({ imports }) => imports.some((name) => library.test(name))).map(({ path }) => path);
const outside = (paths: string[], ...homes: string[]) =>
  paths.filter((path) => !homes.some((home) => path.startsWith(home)));

describe("rooms keep to themselves:", () => {
  test("there are sources to look at", () => {
    expect(all.length).toBeGreaterThan(100);
    expect(importersOf(/^twilio/).length).toBeGreaterThan(0);
    expect(importersOf(/^@base-ui\//).length).toBeGreaterThan(0);
  });

  test("only lib/twilio imports twilio", () => {
    expect(outside(importersOf(/^twilio(\/|$)/), "lib/twilio/")).toEqual([]);
  });

  test("only lib/supabase and lib/machine open connections", () => {
    expect(
      outside(importersOf(/^(postgres|@supabase\/)/), "lib/supabase/", "lib/machine/"),
    ).toEqual([]);
  });

  test("only components/ui imports the primitive library", () => {
    expect(outside(importersOf(/^@base-ui\//), "components/ui/")).toEqual([]);
  });

  test("nothing of the app imports the local stack, tests or benches", () => {
    expect(importersOf(/^(@\/|(\.\.\/)+)(local|tests|bench)\//)).toEqual([]);
  });

  test("nothing but its command imports the bench", () => {
    const elsewhere = filesIn("local", "tests").filter((path) => /\.(ts|tsx|mjs)$/.test(path));
    const importers = elsewhere.filter((path) =>
      /["'](@|(\.\.\/)*\.\.)\/bench\//.test(readFileSync(join(root, path), "utf8")),
    );
    expect(importers).toEqual(["local/commands/bench.ts"]);
  });

  test("the app has no file, switch or word for measuring: bench/overlay brings what it needs", () => {
    const product = [...filesIn(...rooms), "instrumentation.ts", "middleware.ts", "next.config.ts"];
    const measuring = product
      .filter((path) => path !== "lib/boundaries.test.ts")
      .filter((path) => /bench/i.test(path + readFileSync(join(root, path), "utf8")));
    expect(measuring).toEqual([]);
  });

  test("only lib/env.ts reads process.env", () => {
    const readers = all.filter(({ text }) => text.includes("process.env")).map(({ path }) => path);
    expect(readers).toEqual(["lib/env.ts"]);
  });

  test("the twilio SDK is not loaded to answer a webhook: signature and TwiML come from its small files", () => {
    const whole = all.filter(({ imports }) => imports.includes("twilio")).map(({ path }) => path);
    expect(whole).toEqual(["lib/twilio/client.ts"]);
    const webhook = all.filter(
      ({ path }) => path.startsWith("pages/api/twilio/") || path === "lib/twilio/webhook.ts",
    );
    expect(
      webhook.flatMap(({ imports }) => imports).filter((name) => name.endsWith("/client")),
    ).toEqual([]);
  });

  test.each(all.filter(({ path }) => path.endsWith("/decide.ts")))(
    "$path is pure",
    ({ text, imports }) => {
      expect(text).not.toMatch(/\bawait\b|\basync\b|Date\.now|new Date\(\)|Math\.random/);
      expect(
        imports.filter((name) =>
          /^(next|twilio|postgres|@supabase|node:|@\/lib\/(env|supabase|machine|twilio))/.test(
            name,
          ),
        ),
      ).toEqual([]);
    },
  );
});
