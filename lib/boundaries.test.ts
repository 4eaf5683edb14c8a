import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const rooms = ["app", "components", "lib", "pages"];

type Source = { path: string; text: string; imports: string[] };

const specifier = /(?:from|import)\s*\(?\s*["']([^"']+)["']/g;
const typeOnly = /import type [^;]+;/g;

function sources(): Source[] {
  return (
    rooms
      .flatMap((room) =>
        readdirSync(join(root, room), { recursive: true, encoding: "utf8" }).map((file) =>
          join(room, file),
        ),
      )
      // Files of the bench's own build are measured against the app, and are no part of it.
      .filter((path) => /\.tsx?$/.test(path) && !/\.(test|bench)\.tsx?$/.test(path))
      .map((path) => {
        const text = readFileSync(join(root, path), "utf8");
        const imports = [...text.replace(typeOnly, "").matchAll(specifier)].map(
          (found) => found[1] ?? "",
        );
        return { path, text, imports };
      })
  );
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
      outside(importersOf(/^(postgres|@supabase\/)/), "lib/db/supabase/", "lib/machine/"),
    ).toEqual([]);
  });

  test("only components/ui imports the primitive library", () => {
    expect(outside(importersOf(/^@base-ui\//), "components/ui/")).toEqual([]);
  });

  test("nothing of the app imports the local stack, tests or benches", () => {
    expect(importersOf(/^(@\/|(\.\.\/)+)(local|tests|bench)\//)).toEqual([]);
  });

  test("only lib/core/env.ts reads process.env", () => {
    const readers = all.filter(({ text }) => text.includes("process.env")).map(({ path }) => path);
    expect(readers).toEqual(["lib/core/env.ts"]);
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
