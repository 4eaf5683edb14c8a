import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sql } from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "@/local/postgres/database";
import { applyMigrations } from "@/local/postgres/migrate";
import { type ScratchDatabase, startScratchDatabase } from "@/local/postgres/scratch";

let database: ScratchDatabase;
let sql: Sql;
const folders: string[] = [];

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "migrations-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const landed = {
  "20260101000000_open.sql": "create table public.open_to_all (id int primary key);",
  "20260103000000_more.sql": "create function public.shout() returns int language sql return 1;",
};

beforeAll(async () => {
  database = await startScratchDatabase(folderWith(landed));
  sql = connect(database.urls.postgres);
});
afterAll(async () => {
  await sql.end();
  await database.stop();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

test("what a migration makes in public is open to the API roles until it revokes that", async () => {
  const [may] = await sql`
    select has_table_privilege('anon', 'public.open_to_all', 'select, insert, delete') as tables,
      has_function_privilege('authenticated', 'public.shout()', 'execute') as functions`;
  expect(may).toEqual({ tables: true, functions: true });
});

test("nothing is applied twice", async () => {
  expect(await applyMigrations(sql, folderWith(landed))).toEqual([]);
});

test.each([
  ["was changed", { ...landed, "20260101000000_open.sql": "select 1;" }],
  ["its file is gone", { "20260101000000_open.sql": landed["20260101000000_open.sql"] }],
  ["is older than", { ...landed, "20260102000000_late.sql": "select 1;" }],
  ["has no version", { ...landed, "notes.sql": "select 1;" }],
])("a landed migration is never edited: the message says that it %s", async (words, files) => {
  await expect(applyMigrations(sql, folderWith(files))).rejects.toThrow(words);
});

test("a migration that fails names its file and line, and leaves nothing behind", async () => {
  const broken = "create table public.half (id int);\n\nselect nonsense from nowhere;";
  const folder = folderWith({ ...landed, "20260104000000_broken.sql": broken });
  await expect(applyMigrations(sql, folder)).rejects.toThrow(/20260104000000_broken\.sql:3: /);
  expect(await sql`select to_regclass('public.half') as found`).toMatchObject([{ found: null }]);
});
