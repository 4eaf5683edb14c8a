import { afterAll, describe, expect, test } from "vitest";
import { tables } from "@/tests/database/rls/tables";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

// How the objects are built; who may do what with them is walked in tests/database/isolation.
describe.each(tables)("the table %s", (table) => {
  const name = `public.${table}`;

  test("has row security and a comment", async () => {
    const [found] = await admin`
      select relrowsecurity, obj_description(oid, 'pg_class') is not null as commented
      from pg_class where oid = ${name}::regclass`;
    expect(found).toEqual({ relrowsecurity: true, commented: true });
  });

  test("has policies that name signed-in people and ask for the tenant", async () => {
    const policies = await admin`
      select policyname, roles::text, permissive, coalesce(qual, with_check) as rule
      from pg_policies where schemaname = 'public' and tablename = ${table}`;
    for (const { policyname, roles, rule } of policies) {
      expect(roles, policyname).toBe("{authenticated}");
      expect(rule, policyname).toMatch(/SELECT private\.tenant_id\(\)/);
    }
  });

  test("refers to other tables together with the tenant, so that no row points abroad", async () => {
    const loose = await admin`
      select conname from pg_constraint c
      where contype = 'f' and conrelid = ${name}::regclass
        and confrelid not in ('public.tenants'::regclass, 'auth.users'::regclass)
        and not exists (
          select from unnest(conkey, confkey) as pair(mine, theirs)
          join pg_attribute m on m.attrelid = conrelid and m.attnum = mine
            and m.attname = 'tenant_id'
          join pg_attribute t on t.attrelid = confrelid and t.attnum = theirs
            and t.attname = 'tenant_id')`;
    expect([...loose]).toEqual([]);
  });
});

test("broadcasts are read by one policy, and written by none", async () => {
  const policies = await admin`
    select cmd, roles::text, qual from pg_policies where schemaname = 'realtime'`;
  expect(policies).toHaveLength(1);
  expect(policies[0]).toMatchObject({ cmd: "SELECT", roles: "{authenticated}" });
  expect(policies[0]?.qual).toContain("private.realtime_topic()");
});

test("a function that runs as its owner lives in private or machine, with an empty search path", async () => {
  const elsewhere = await admin`
    select p.oid::regprocedure::text as signature from pg_proc p
    join pg_namespace n on n.oid = pronamespace
    where prosecdef and nspname not in ('pg_catalog', 'information_schema')
      and (nspname not in ('private', 'machine') or not coalesce(proconfig @> array['search_path=pg_catalog, pg_temp'], false))`;
  expect([...elsewhere]).toEqual([]);
});

test("a function of the API runs as the one who asks, with an empty search path", async () => {
  const rows = await admin`
    select proname, prosecdef as definer, coalesce(proconfig @> array['search_path=pg_catalog, pg_temp'], false) as pinned
    from pg_proc where pronamespace = 'public'::regnamespace`;
  expect(rows.length).toBeGreaterThan(0);
  for (const { proname, definer, pinned } of rows) {
    expect({ definer, pinned }, proname).toEqual({ definer: false, pinned: true });
  }
});

test("views and materialized views are not there to go around row security", async () => {
  const views = await admin`
    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
      and not coalesce(reloptions @> array['security_invoker=true'], false)`;
  expect([...views]).toEqual([]);
});
