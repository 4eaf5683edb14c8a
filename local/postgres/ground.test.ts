import type { Sql } from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "@/local/postgres/database";
import { type ScratchDatabase, startScratchDatabase } from "@/local/postgres/scratch";

let database: ScratchDatabase;
let postgres: Sql;

beforeAll(async () => {
  database = await startScratchDatabase();
  postgres = connect(database.urls.postgres);
});
afterAll(async () => {
  await postgres.end();
  await database.stop();
});

test("postgres is no superuser, yet bypasses row security and makes roles", async () => {
  const [role] = await postgres`
    select rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication
    from pg_roles where rolname = current_user`;
  expect(role).toEqual({
    rolsuper: false,
    rolcreaterole: true,
    rolcreatedb: true,
    rolbypassrls: true,
    rolreplication: true,
  });
});

test("the roles of the API are as on a hosted project", async () => {
  const rows = await postgres`
    select rolname, rolcanlogin, rolinherit, rolbypassrls from pg_roles
    where rolname in ('anon', 'authenticated', 'service_role', 'authenticator') order by rolname`;
  expect(rows.map((row) => Object.values(row))).toEqual([
    ["anon", false, false, false],
    ["authenticated", false, false, false],
    ["authenticator", true, false, false],
    ["service_role", false, false, true],
  ]);
});

test("postgres owns neither auth nor realtime", async () => {
  const rows = await postgres`
    select nspname, pg_get_userbyid(nspowner) as owner from pg_namespace
    where nspname in ('auth', 'realtime', 'storage') order by nspname`;
  expect(rows.map((row) => row.owner)).not.toContain("postgres");
  await expect(postgres`create table auth.mine (id int)`).rejects.toMatchObject({ code: "42501" });
  await expect(postgres`create table realtime.mine (id int)`).rejects.toMatchObject({
    code: "42501",
  });
});

test("postgres may reference people, watch them with triggers and write policies on messages", async () => {
  const tried = postgres.begin(async (sql) => {
    await sql.unsafe(`
      create table public.mine (person uuid references auth.users (id));
      create function public.noticed() returns trigger language plpgsql as
        $$ begin return new; end $$;
      create trigger noticed after insert on auth.users
        for each row execute function public.noticed();
      create policy "anyone" on realtime.messages for select to authenticated using (true);`);
    throw new Error("all of it worked");
  });
  await expect(tried).rejects.toThrow("all of it worked");
});

test("the API roles cannot read sign-in data", async () => {
  const [may] = await postgres`
    select has_table_privilege('authenticated', 'auth.users', 'select') as people,
      has_table_privilege('anon', 'auth.refresh_tokens', 'select') as tokens,
      has_schema_privilege('authenticated', 'auth', 'usage') as functions`;
  expect(may).toEqual({ people: false, tokens: false, functions: true });
});

test("ringbook_machine signs in, and may call machine functions and nothing else", async () => {
  const machine = connect(database.urls.machine);
  expect(await machine`select machine.health() as up`).toMatchObject([{ up: true }]);
  for (const statement of [
    "select * from public.calls",
    "select * from auth.users",
    "select private.tenant_id()",
    "create table public.mine (id int)",
  ]) {
    await expect(machine.unsafe(statement)).rejects.toMatchObject({ code: "42501" });
  }
  await machine.end();
});
