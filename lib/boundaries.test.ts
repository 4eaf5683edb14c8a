import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
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

function sourcesIn(...folders: string[]): Source[] {
  return filesIn(...folders)
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
    .map((path) => {
      const text = readFileSync(join(root, path), "utf8");
      const imports = [...text.replace(typeOnly, "").matchAll(specifier)].map(
        (found) => found[1] ?? "",
      );
      return { path, text, imports };
    });
}

const all = sourcesIn(...rooms);
const importersOf = (library: RegExp) =>
  all.filter(({ imports }) => imports.some((name) => library.test(name))).map(({ path }) => path);
const outside = (paths: string[], ...homes: string[]) =>
  paths.filter((path) => !homes.some((home) => path.startsWith(home)));

/** The rooms of lib that a room imports, types included, each with the files that do. */
function importsBetweenRooms(): Map<string, Map<string, string[]>> {
  const rooms = new Map<string, Map<string, string[]>>();
  for (const { path, text } of all) {
    const from = /^lib\/([^/]+)\//.exec(path)?.[1];
    if (!from) continue;
    for (const [, name = ""] of text.matchAll(specifier)) {
      const to = /^@\/lib\/([^/]+)\//.exec(name)?.[1];
      if (!to || to === from) continue;
      const imported = rooms.get(from) ?? new Map<string, string[]>();
      rooms.set(from, imported.set(to, [...(imported.get(to) ?? []), path]));
    }
  }
  return rooms;
}

/** A way from a room back to itself, if there is one. */
function findCircle(rooms: Map<string, Map<string, string[]>>): string[] | undefined {
  const done = new Set<string>();
  const visit = (room: string, way: string[]): string[] | undefined => {
    if (way.includes(room)) return [...way.slice(way.indexOf(room)), room];
    if (done.has(room)) return undefined;
    for (const next of rooms.get(room)?.keys() ?? []) {
      const circle = visit(next, [...way, room]);
      if (circle) return circle;
    }
    done.add(room);
    return undefined;
  };
  for (const room of rooms.keys()) {
    const circle = visit(room, []);
    if (circle) return circle;
  }
  return undefined;
}

describe("rooms keep to themselves:", () => {
  test("there are sources to look at", () => {
    expect(all.length).toBeGreaterThan(100);
    expect(importersOf(/^twilio/).length).toBeGreaterThan(0);
    expect(importersOf(/^@base-ui\//).length).toBeGreaterThan(0);
  });

  test("only lib/twilio imports twilio", () => {
    expect(outside(importersOf(/^twilio(\/|$)/), "lib/twilio/")).toEqual([]);
  });

  test("only lib/livekit imports LiveKit's server SDK, and browsers alone its other one", () => {
    expect(outside(importersOf(/^livekit-server-sdk/), "lib/livekit/")).toEqual([]);
    expect(outside(importersOf(/^livekit-client/), "components/")).toEqual([]);
    expect(importersOf(/^livekit-server-sdk/).length).toBeGreaterThan(0);
  });

  test("only adapters and the agent's process open sockets: a talk is given what comes in", () => {
    const importers = [...all, ...sourcesIn("workers")]
      .filter(({ imports }) => imports.includes("ws"))
      .map(({ path }) => path);
    expect(outside(importers, "lib/speech/", "workers/agent/")).toEqual([]);
    expect(importers).toContain("lib/speech/realtime.ts");
  });

  test("only lib/db opens connections", () => {
    expect(outside(importersOf(/^(postgres|@supabase\/)/), "lib/db/")).toEqual([]);
    expect(outside(importersOf(/^pg(-boss)?$/), "lib/db/")).toEqual([]);
  });

  test("only pages, the scheduled route and the worker know all jobs: no room runs another's", () => {
    const importers = [...all, ...sourcesIn("workers")]
      .filter(({ text }) => /from "@\/lib\/jobs\//.test(text))
      .map(({ path }) => path);
    expect(outside(importers, "lib/jobs/", "app/", "components/jobs/", "workers/")).toEqual([]);
    expect(importers).toContain("workers/jobs/main.ts");
  });

  test("no room draws: lib runs in the worker too, where components can't be loaded", () => {
    expect(importersOf(/^lucide-react$/).filter((path) => path.startsWith("lib/"))).toEqual([]);
  });

  test("what runs in production imports only what is installed there", () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const installed = new Set(Object.keys(dependencies));
    const statement =
      /(?:^(?:import|export)\b[^;"']*?from\s+|^import\s+|\bimport\()["'](@?[\w-]+(?:\/[\w.-]+)?)/gm;
    const imported = [...all, ...sourcesIn("workers")].flatMap(({ text }) =>
      [...text.replace(typeOnly, "").matchAll(statement)].map(([, name = ""]) =>
        name.startsWith("@") ? name : (name.split("/")[0] ?? ""),
      ),
    );
    expect(imported).toEqual(expect.arrayContaining(["next", "pg-boss", "@supabase/ssr"]));
    const builtIn = new Set(["node", ...builtinModules]);
    expect(imported.filter((name) => !installed.has(name) && !builtIn.has(name))).toEqual([]);
  });

  test("no two rooms of lib import each other, not even by a detour", () => {
    expect(findCircle(importsBetweenRooms())).toBeUndefined();
  });

  test.each([
    ["core", []],
    ["db", ["core"]],
    ["lines", ["core", "db"]],
    ["twilio", ["core", "db", "lines"]],
    ["record", ["core", "db", "lines", "twilio"]],
    ["livekit", ["core", "db"]],
    ["auth", ["core", "db", "edits"]],
  ])("lib/%s imports no room of a subject", (room, allowed) => {
    const imported = importsBetweenRooms().get(room) ?? new Map();
    expect([...imported].filter(([name]) => !allowed.includes(name))).toEqual([]);
  });

  test("only components/ui imports the primitive library", () => {
    expect(outside(importersOf(/^@base-ui\//), "components/ui/")).toEqual([]);
  });

  test("nothing of the app imports the local stack, tests or benches", () => {
    expect(importersOf(/^(@\/|(\.\.\/)+)(local|tests|bench)\//)).toEqual([]);
  });

  test("eSpeak NG, under the GPL, is loaded by the speaking process alone", () => {
    const everywhere = filesIn(...rooms, "workers", "local", "tests", "bench");
    const sources = everywhere.filter((path) => /\.(ts|tsx|mjs)$/.test(path));
    const importers = sources.filter((path) =>
      /(?:from|import)\s*\(?\s*["']@echogarden\/espeak/.test(
        readFileSync(join(root, path), "utf8"),
      ),
    );
    expect(importers).toEqual(["local/voice/speaker.ts"]);
    const speaker = sources.filter((path) =>
      /import[^;]*local\/voice\/speaker["']/.test(readFileSync(join(root, path), "utf8")),
    );
    expect(speaker).toEqual([]);
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

  test("only lib/core/env.ts reads process.env", () => {
    const readers = all.filter(({ text }) => text.includes("process.env")).map(({ path }) => path);
    expect(readers).toEqual(["lib/core/env.ts"]);
  });

  test("the twilio SDK is not loaded to answer a webhook: signature and TwiML come from its small files", () => {
    const whole = all.filter(({ imports }) => imports.includes("twilio")).map(({ path }) => path);
    expect(whole).toEqual(["lib/twilio/client.ts"]);
    const webhook = all.filter(
      ({ path }) =>
        path.startsWith("pages/api/twilio/") ||
        path.startsWith("lib/voice/") ||
        path === "lib/twilio/webhook.ts",
    );
    expect(webhook.filter(({ imports }) => imports.includes("@/lib/twilio/client"))).toEqual([]);
  });

  test.each(all.filter(({ path }) => path.endsWith("/decide.ts")))(
    "$path is pure",
    ({ text, imports }) => {
      expect(text).not.toMatch(/\bawait\b|\basync\b|Date\.now|new Date\(\)|Math\.random/);
      expect(
        imports.filter((name) =>
          /^(next|twilio|livekit|postgres|@supabase|node:|@\/lib\/(core\/env|db|twilio))/.test(
            name,
          ),
        ),
      ).toEqual([]);
    },
  );
});
