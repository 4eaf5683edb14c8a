import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nobody, signUp, type Visitor, visitorOf } from "@/tests/database/rls/visitor";
import { makeTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

const systemSchemas = ["pg_catalog", "information_schema", "pg_toast"];

const machineFunctions = (
  await admin`
    select p.proname, p.oid::regprocedure::text as signature from pg_proc p
    where p.pronamespace = 'machine'::regnamespace order by 1`
).map(({ proname, signature }) => ({ name: proname as string, signature: signature as string }));

async function refusal(asked: PromiseLike<unknown>): Promise<string | undefined> {
  try {
    await asked;
    return undefined;
  } catch (error) {
    if (error instanceof postgres.PostgresError) return error.code;
    throw error;
  }
}

describe("the role behind the telephone", () => {
  test("is nobody's member, owns nothing and bypasses nothing", async () => {
    const [role] = await admin`
      select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
        (select count(*)::int from pg_auth_members where member = r.oid) as member_of,
        (select count(*)::int from pg_shdepend where refobjid = r.oid and deptype = 'o') as owns
      from pg_roles r where rolname = 'ringbook_machine'`;
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      member_of: 0,
      owns: 0,
    });
  });

  test("holds no privilege on any table, view, sequence or column", async () => {
    const rows = await admin`
      select c.oid::regclass::text as relation from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where n.nspname <> all(${systemSchemas}) and n.nspname !~ '^pg_(toast_)?temp'
        and case when c.relkind = 'S'
          then has_sequence_privilege('ringbook_machine', c.oid, 'usage, select, update')
          when c.relkind in ('r', 'p', 'v', 'm', 'f')
          then has_table_privilege('ringbook_machine', c.oid,
              'select, insert, update, delete, truncate, references, trigger')
            or has_any_column_privilege('ringbook_machine', c.oid, 'select, insert, update')
          else false end`;
    expect(rows.map((row) => row.relation)).toEqual([]);
  });

  test("makes nothing of its own in any schema", async () => {
    const rows = await admin`
      select nspname from pg_namespace
      where nspname !~ '^pg_(toast_)?temp' and has_schema_privilege('ringbook_machine', oid, 'create')`;
    expect(rows.map((row) => row.nspname)).toEqual([]);
  });

  test.each([
    ["reads calls", () => machine`select 1 from public.calls`],
    ["reads people's sign-in data", () => machine`select 1 from auth.users`],
    ["writes a call", () => machine`update public.calls set status = 'failed'`],
    ["deletes the ledger", () => machine`delete from public.call_events`],
    ["reads broadcasts", () => machine`select 1 from realtime.messages`],
    [
      "applies an event past the ledger",
      () => machine`select private.apply_event(null, true, null, null)`,
    ],
    ["founds a tenant", () => machine`select public.create_tenant('A', 'B')`],
    ["searches contacts", () => machine`select public.search_contacts('jane')`],
    ["becomes postgres", () => machine`set role postgres`],
    ["becomes a signed-in person", () => machine`set role authenticated`],
    ["makes a table", () => machine`create table public.mine (id int)`],
  ])("is refused when it %s", async (_, asked) => {
    expect(await refusal(asked())).toBe("42501");
  });

  test("may ask for its health", async () => {
    const [row] = await machine`select machine.health() as healthy`;
    expect(row?.healthy).toBe(true);
  });
});

describe("people", () => {
  let stranger: Visitor;
  beforeAll(async () => {
    stranger = (await signUp()).db;
  });

  test.each(["machine", "private", "auth", "realtime"])(
    "find no schema %s in the API, signed in as an admin or not",
    async (schema) => {
      const acme = await makeTenant({ withoutTwilio: true });
      for (const asking of [nobody(), stranger, visitorOf(acme.admin)]) {
        for (const name of ["health", "line", "tenant_id", "uid", "topic"]) {
          const { data, error } = await asking.schema(schema).rpc(name);
          expect({ data, refused: error !== null }).toEqual({ data: null, refused: true });
        }
        for (const table of ["users", "messages", "calls"]) {
          const { data, error } = await asking.schema(schema).from(table).select("*");
          expect({ data, refused: error !== null }).toEqual({ data: null, refused: true });
        }
      }
    },
  );

  test.each(machineFunctions)("reach machine.$name by no path of the API", async ({ name }) => {
    expect((await stranger.rpc(name)).error).not.toBeNull();
    expect((await stranger.rpc(`machine.${name}`)).error).not.toBeNull();
  });
});
