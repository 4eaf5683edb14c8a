import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inProject } from "@/local/project";

/**
 * What makes a list slower the longer it is: rows that are read to be skipped, or to be counted.
 */
const offences = [
  /\.range\(/,
  /\.offset\(/,
  /[?&]offset=/,
  /\boffset\s+(\$\{|\$?\d)/i,
  /\bcount:\s*["'`](exact|planned|estimated)["'`]/,
  /\bcount=(exact|planned|estimated)\b/,
  /\bselect\s+count\s*\(/i,
  /\.select\([^)]*\bcount\(\)/,
];

const offend = (text: string) => offences.some((offence) => offence.test(text));

const sources = ["app", "components", "lib", "pages"]
  .flatMap((room) =>
    readdirSync(inProject(room), { recursive: true, encoding: "utf8" }).map((file) =>
      join(room, file),
    ),
  )
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(inProject(path), "utf8") }));

test("no list is paged by offset, and none is counted to be shown", () => {
  const asking = sources.filter(({ text }) => /\.limit\(/.test(text));
  expect(asking.length).toBeGreaterThan(4);
  expect(sources.filter(({ text }) => offend(text)).map(({ path }) => path)).toEqual([]);
});

test.each([
  'db.from("calls").select("id").range(50, 99)',
  'db.from("calls").select("id", { count: "exact" })',
  "db.from('calls').select('*', { head: true, count: 'planned' })",
  'db.from("calls").select("count()")',
  "fetch('/rest/v1/calls?limit=50&offset=50')",
  '{ Prefer: "count=estimated" }',
  `sql\`select * from calls order by id limit 50 offset \${from}\``,
  "sql`select count(*) from public.calls`",
])("%s would be noticed", (query) => {
  expect(offend(query)).toBe(true);
});
