import { afterAll, describe, expect, test } from "vitest";
import { admin, machine } from "@/tests/record/call-record";
import { grantedColumns, tables } from "@/tests/rls/tables";

afterAll(() => Promise.all([admin.end(), machine.end()]));

/** What a signed-in person's role may write, column by column. A wider grant has to be written here too. */
const writable: Record<string, { add: string[]; change: string[]; remove?: true }> = {
  audit_log: { add: [], change: [] },
  call_events: { add: [], change: [] },
  call_legs: { add: [], change: [] },
  calls: { add: [], change: [] },
  contact_phones: {
    add: ["id", "tenant_id", "contact_id", "phone", "label", "position"],
    change: ["phone", "label", "position"],
    remove: true,
  },
  contacts: {
    add: ["id", "tenant_id", "name", "company", "email", "notes", "owner_id"],
    change: ["name", "company", "email", "notes", "owner_id", "updated_at"],
  },
  invitations: { add: [], change: [] },
  kept_webhooks: {
    add: ["tenant_id", "phone_number_id", "webhooks"],
    change: ["tenant_id", "phone_number_id", "webhooks"],
    remove: true,
  },
  personal_phones: {
    add: ["tenant_id", "user_id", "phone"],
    change: ["phone", "updated_at"],
    remove: true,
  },
  phone_proofs: { add: [], change: [] },
  phone_numbers: {
    add: ["tenant_id", "number", "twilio_sid", "forward_to"],
    change: ["number", "twilio_sid", "forward_to", "updated_at"],
  },
  profiles: { add: [], change: ["name"] },
  recordings: { add: [], change: [] },
  tenants: {
    add: [],
    change: [
      "name",
      "country_code",
      "time_zone",
      "recording_enabled",
      "recording_notice",
      "call_time_limit_seconds",
    ],
  },
  twilio_accounts: {
    add: ["tenant_id", "account_sid", "auth_token_ciphertext", "auth_token_last_four"],
    change: ["account_sid", "auth_token_ciphertext", "auth_token_last_four", "updated_at"],
  },
};

describe.each(tables)("the table %s", (table) => {
  const name = `public.${table}`;

  test("has row security, a policy and a comment", async () => {
    const [found] = await admin`
      select relrowsecurity, obj_description(oid, 'pg_class') is not null as commented,
        exists (select from pg_policy where polrelid = c.oid) as has_policy
      from pg_class c where oid = ${name}::regclass`;
    expect(found).toEqual({ relrowsecurity: true, commented: true, has_policy: true });
  });

  test("is granted to nobody but signed-in people, by role or by column", async () => {
    const others = await admin`
      select grantee::regrole::text from (
        select (aclexplode(relacl)).grantee from pg_class where oid = ${name}::regclass
        union select (aclexplode(attacl)).grantee from pg_attribute where attrelid = ${name}::regclass
      ) as grants
      where grantee::regrole::text not in ('postgres', 'authenticated')`;
    expect([...others]).toEqual([]);
  });

  test("is written by them in the columns listed here alone", async () => {
    const [may] = await admin`
      select has_table_privilege('authenticated', ${name}, 'delete') as remove,
        has_table_privilege('authenticated', ${name}, 'truncate, references, trigger') as more`;
    expect({
      add: await grantedColumns(table, "INSERT"),
      change: await grantedColumns(table, "UPDATE"),
      remove: may?.remove,
      more: may?.more,
    }).toEqual({ remove: false, ...writable[table], more: false });
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
          join pg_attribute m on m.attrelid = conrelid and m.attnum = mine and m.attname = 'tenant_id'
          join pg_attribute t on t.attrelid = confrelid and t.attnum = theirs and t.attname = 'tenant_id')`;
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
  const astray = await admin`
    select p.oid::regprocedure::text as signature from pg_proc p
    join pg_namespace n on n.oid = pronamespace
    where prosecdef and nspname not in ('pg_catalog', 'information_schema')
      and (nspname not in ('private', 'machine') or not coalesce(proconfig @> array['search_path=pg_catalog, pg_temp'], false))`;
  expect([...astray]).toEqual([]);
});

test("a function of the API runs as the one who asks, with an empty search path", async () => {
  const rows = await admin`
    select proname, prosecdef as definer, coalesce(proconfig @> array['search_path=pg_catalog, pg_temp'], false) as pinned,
      has_function_privilege('anon', oid, 'execute') as open
    from pg_proc where pronamespace = 'public'::regnamespace`;
  expect(rows.length).toBeGreaterThan(0);
  for (const { proname, definer, pinned, open } of rows) {
    expect({ definer, pinned, open }, proname).toEqual({
      definer: false,
      pinned: true,
      open: proname === "peek_invitation",
    });
  }
});

test("views and materialized views are not there to go around row security", async () => {
  const views = await admin`
    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
      and not coalesce(reloptions @> array['security_invoker=true'], false)`;
  expect([...views]).toEqual([]);
});

test("what comes later in public is granted to nobody until its migration says so", async () => {
  await admin
    .begin(async (sql) => {
      await sql`set local role postgres`;
      await sql`create table public.later (id int)`;
      await sql`create function public.later() returns int language sql as 'select 1'`;
      for (const role of ["anon", "authenticated", "service_role", "ringbook_machine"]) {
        const [may] = await sql`
          select has_table_privilege(${role}, 'public.later', 'select, insert, update, delete') as rows,
            has_function_privilege(${role}, 'public.later()', 'execute') as calls`;
        expect(may, role).toEqual({ rows: false, calls: false });
      }
      throw new Error("only to look");
    })
    .catch((error) => expect(error).toMatchObject({ message: "only to look" }));
});
