import { afterAll, beforeAll, expect, test } from "vitest";
import {
  checkSchemas,
  compareDatabases,
  describeDifferences,
  startTwins,
  type Twins,
} from "@/local/check/schemas";
import { connect } from "@/local/postgres/database";

let twins: Twins;

beforeAll(async () => {
  twins = await startTwins();
});
afterAll(() => twins.stop());

/** What the comparison says while one of the two databases has this change; `undo` ends it. */
async function compareAfter(change: string, undo: string, side: "migrated" | "fromSchemas") {
  const sql = connect(twins[side]);
  try {
    await sql.unsafe(change);
    return describeDifferences(await compareDatabases(twins.migrated, twins.fromSchemas));
  } finally {
    await sql.unsafe(undo);
    await sql.end();
  }
}

async function definitionOf(name: string): Promise<string> {
  const sql = connect(twins.migrated);
  try {
    const [row] = await sql<
      { text: string }[]
    >`select pg_get_functiondef(${name}::regproc) as text`;
    return row?.text ?? "";
  } finally {
    await sql.end();
  }
}

test("all migrations and all schema files give the same database", async () => {
  expect(await checkSchemas(twins)).toEqual([]);
});

test.each(["migrated", "fromSchemas"] as const)(
  "a function changed in one place only is reported by name (%s)",
  async (side) => {
    const text = await definitionOf("private.tenant_id");
    const change = text.replace("removed_at is null", "removed_at is not null");
    expect(change).not.toBe(text);
    const [found, ...others] = await compareAfter(change, text, side);
    expect(found).toContain("function private.tenant_id(): differs");
    expect(found).toContain("removed_at is not null");
    expect(others).toEqual([]);
  },
);

test.each([
  [
    "a grant on a table",
    "grant delete on public.calls to authenticated",
    "revoke delete on public.calls from authenticated",
    "grant delete on table public.calls to authenticated",
  ],
  [
    "a grant on a column",
    "grant update (email) on public.profiles to authenticated",
    "revoke update (email) on public.profiles from authenticated",
    "grant update (email) on table public.profiles to authenticated",
  ],
  [
    "a grant on a function",
    "grant execute on function machine.health() to anon",
    "revoke execute on function machine.health() from anon",
    "grant execute on function machine.health() to anon",
  ],
  [
    "a grant on a schema",
    "grant usage on schema machine to anon",
    "revoke usage on schema machine from anon",
    "grant usage on schema machine to anon",
  ],
  [
    "a grant on a type",
    "grant usage on type public.member_role to anon",
    "revoke usage on type public.member_role from anon",
    "grant usage on type public.member_role to anon",
  ],
  [
    "a default privilege",
    "alter default privileges in schema machine grant execute on functions to anon",
    "alter default privileges in schema machine revoke execute on functions from anon",
    "default privilege execute on f in machine by postgres to anon",
  ],
  [
    "a policy",
    "create policy open on public.calls for select to authenticated using (true)",
    "drop policy open on public.calls",
    "policy open on public.calls",
  ],
  [
    "a comment on a column",
    "comment on column public.calls.direction is 'Which way.'",
    "comment on column public.calls.direction is null",
    "comment on column public.calls.direction",
  ],
  [
    "row security that is off",
    "alter table public.calls disable row level security",
    "alter table public.calls enable row level security",
    "table public.calls",
  ],
  [
    "a column's default",
    "alter table public.calls alter column price set default 1",
    "alter table public.calls alter column price drop default",
    "column public.calls.price",
  ],
  [
    "a constraint",
    "alter table public.calls add constraint cheap check (price < 100)",
    "alter table public.calls drop constraint cheap",
    "constraint cheap on public.calls",
  ],
  [
    "an index",
    "create index calls_by_price on public.calls (price)",
    "drop index public.calls_by_price",
    "index public.calls_by_price",
  ],
  [
    "a trigger that is off",
    "alter table public.calls disable trigger broadcast_new_call",
    "alter table public.calls enable trigger broadcast_new_call",
    "trigger broadcast_new_call on public.calls",
  ],
  [
    "a setting of a function",
    "alter function machine.health() set work_mem = '8MB'",
    "alter function machine.health() reset work_mem",
    "function machine.health()",
  ],
  [
    "a view",
    "create view private.all_calls as select id from public.calls",
    "drop view private.all_calls",
    "view private.all_calls",
  ],
])("%s in one place only is reported by name", async (_, change, undo, name) => {
  const found = await compareAfter(change, undo, "migrated");
  expect(found.map((line) => line.split(": ")[0])).toContain(name);
});

test("an enum's value in one place only is reported by name", async () => {
  const sql = connect(twins.fromSchemas);
  await sql.unsafe("create type private.color as enum ('red')").finally(() => sql.end());
  const other = connect(twins.migrated);
  await other.unsafe("create type private.color as enum ('red', 'blue')");
  try {
    const found = describeDifferences(await compareDatabases(twins.migrated, twins.fromSchemas));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain("type private.color: differs");
  } finally {
    await other.unsafe("drop type private.color").finally(() => other.end());
    const again = connect(twins.fromSchemas);
    await again.unsafe("drop type private.color").finally(() => again.end());
  }
});
