import { expect, test } from "vitest";
import { longLines } from "@/local/check/line-length";

const long = "word ".repeat(24).trim();

test.each([
  ["a comment", "lib/a.ts", `// ${long}`],
  ["a block comment", "lib/a.ts", ` * ${long}`],
  ["SQL, a string too", "supabase/schemas/a.sql", `select '${long}'`],
  ["a sentence of a document", "docs/a.md", long],
])("%s of more than 100 columns is named with its line", (_, path, line) => {
  expect(longLines(path, `short\n${line}\n`)).toEqual([
    `${path}:2: ${line.length} columns, at most 100`,
  ]);
});

test.each([
  ["100 columns", "lib/a.ts", `// ${"x".repeat(97)}`],
  ["a long string in code, which the formatter leaves alone", "lib/a.ts", `  "${long}",`],
  ["a row of a table", "docs/a.md", `| ${long} | ${long} |`],
  ["an address", "lib/a.ts", `// https://www.twilio.com/docs/${"x".repeat(90)}`],
  ["a landed migration", "supabase/migrations/1_a.sql", `-- ${long}`],
  ["generated types", "lib/db/supabase/database.types.ts", `// ${long}`],
])("%s passes", (_, path, line) => {
  expect(longLines(path, line)).toEqual([]);
});
