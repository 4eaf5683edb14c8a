import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { compareDatabases, startTwins, type Twins } from "@/local/check/schemas";
import { writeMigration } from "@/local/check/write-migration";
import { connect } from "@/local/postgres/database";

let twins: Twins;
const folder = mkdtempSync(join(tmpdir(), "schemas-"));

beforeEach(async () => {
  twins = await startTwins();
});
afterEach(() => twins.stop());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(url: string, statements: string): Promise<void> {
  const sql = connect(url);
  await sql.unsafe(statements).finally(() => sql.end());
}

/** Writes schema files, applies them, and returns their paths. */
async function addFiles(files: Record<string, string>): Promise<string[]> {
  const paths: string[] = [];
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, "schemas", name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
    await run(twins.fromSchemas, text);
    paths.push(path);
  }
  return paths;
}

test("what it writes brings the migrations' database to that of the schema files", async () => {
  const files = await addFiles({
    "tools/tools.sql": `
      create table public.tools (tenant_id uuid not null references public.tenants (id), name text);
      comment on table public.tools is 'What a company works with.';
      create index tools_by_tenant on public.tools (tenant_id);
      alter table public.tools enable row level security;
      grant select on public.tools to authenticated;
      create policy "members read their tools" on public.tools
        for select to authenticated using (tenant_id = (select private.tenant_id()));`,
    "tools/functions/private.count_tools.sql": `
      create or replace function private.count_tools(tenant uuid) returns bigint
      language sql stable set search_path = pg_catalog, pg_temp as $$
        -- Written as a person wrote it.
        select count(*) from public.tools where tenant_id = tenant
      $$;
      revoke all on function private.count_tools from public;
      grant execute on function private.count_tools to authenticated;`,
  });
  await run(
    twins.fromSchemas,
    `drop policy "members read their tenant's tasks" on public.tasks;
     create policy "members read their tenant's tasks" on public.tasks
       for select to authenticated using (tenant_id = (select private.tenant_id()) and true);
     drop index public.calls_live;
     create index calls_by_price on public.calls (price);
     revoke select on public.calls from authenticated;
     grant select (id) on public.calls to authenticated;
     comment on column public.calls.price is 'In dollars.';
     drop trigger broadcast_new_call on public.calls;
     drop function machine.health();
     alter table public.calls add constraint small check (price < 100)`,
  );
  const before = await compareDatabases(twins.migrated, twins.fromSchemas);
  const { text, byHand } = writeMigration(before, files);
  await run(twins.migrated, text);
  expect(await compareDatabases(twins.migrated, twins.fromSchemas)).toEqual([]);
  expect(byHand).toEqual([]);
  expect(text).toContain("-- Written as a person wrote it.");
});

test("what it cannot derive safely is named in a comment", async () => {
  await run(twins.fromSchemas, "alter table public.contacts alter column company set default 'x'");
  const differences = await compareDatabases(twins.migrated, twins.fromSchemas);
  const { text, byHand } = writeMigration(differences, []);
  expect(byHand).toEqual(["column public.contacts.company"]);
  expect(text).toContain("-- By hand: column public.contacts.company");
});
