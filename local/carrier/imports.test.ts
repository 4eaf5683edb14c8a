import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inProject } from "@/local/project";

type Graph = Map<string, string[]>;

/** What each file of the carrier imports of the carrier, types included. */
async function readImports(): Promise<Graph> {
  const root = inProject("local/carrier");
  const names = (await readdir(root, { recursive: true })).filter((name) => name.endsWith(".ts"));
  const graph: Graph = new Map();
  for (const name of names) {
    const text = await readFile(join(root, name), "utf8");
    const imported = text.matchAll(/(?:from|import\() ?"@\/(local\/carrier\/[^"]+)"/g);
    graph.set(
      `local/carrier/${name}`,
      [...imported].map(([, path]) => `${path}.ts`),
    );
  }
  return graph;
}

/** The first way found from a file back to itself; null when there is none. */
function findCycle(graph: Graph): string[] | null {
  const done = new Set<string>();
  const visit = (file: string, way: string[]): string[] | null => {
    const seenAt = way.indexOf(file);
    if (seenAt >= 0) return [...way.slice(seenAt), file];
    if (done.has(file)) return null;
    done.add(file);
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...way, file]);
      if (cycle) return cycle;
    }
    return null;
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return null;
}

test("no file of the carrier imports itself by way of others, not even types", async () => {
  const graph = await readImports();
  expect(graph.size).toBeGreaterThan(50);
  for (const imports of graph.values()) {
    for (const file of imports) expect([...graph.keys()]).toContain(file);
  }
  expect(findCycle(graph)).toBeNull();
});

test("a way from a file back to itself is found however long it is", () => {
  const line: [string, string[]][] = [
    ["a", ["b", "c"]],
    ["b", ["c"]],
    ["c", ["d"]],
  ];
  expect(findCycle(new Map([...line, ["d", []]]))).toBeNull();
  expect(findCycle(new Map([...line, ["d", ["b"]]]))).toEqual(["b", "c", "d", "b"]);
});
