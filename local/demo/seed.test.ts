import type { Sql } from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { carrierControl } from "@/local/carrier/control";
import { companies } from "@/local/demo/companies";
import { seedDemo } from "@/local/demo/seed";
import { connect } from "@/local/postgres/database";
import { findFreePorts } from "@/local/processes/ports";
import { makeScratchFolder } from "@/local/scratch-folder";
import { type Stack, startStack } from "@/local/stack";

const folder = makeScratchFolder();
let stack: Stack;
let sql: Sql;

beforeAll(async () => {
  stack = await startStack({
    ports: await findFreePorts(),
    dataDir: folder.path,
    app: "none",
    schedule: false,
    isDisposable: true,
    beforeApp: (facts) => seedDemo(facts, () => {}),
    log: () => {},
  });
  sql = connect(stack.adminDatabaseUrl);
});
afterAll(async () => {
  await sql.end();
  await stack.stop();
  folder.remove();
});

async function countRows() {
  const [counts] = await sql`
    select (select count(*)::int from auth.users) as users,
      (select count(*)::int from public.profiles) as people,
      (select count(*)::int from public.contacts) as contacts,
      (select count(*)::int from public.contact_phones) as phones,
      (select count(*)::int from public.calls) as calls,
      (select count(*)::int from public.call_events) as events,
      (select count(*)::int from public.recordings) as recordings`;
  return counts;
}

test("both companies have their people, forty contacts and a past", async () => {
  // Beside them a salon's people.
  expect(await countRows()).toMatchObject({ users: 12, people: 12, contacts: 80 });
  const rows = await sql`
    select t.name, count(*)::int as calls from public.calls c
    join public.tenants t on t.id = c.tenant_id group by t.name order by t.name`;
  expect(rows.map(({ name }) => name)).toEqual(companies.map(({ name }) => name));
  for (const { calls } of rows) expect(calls).toBeGreaterThan(100);
});

test("their contacts have companies, owners, stages, tags, time zones and own fields", async () => {
  const [row] = await sql`
    select count(company_id)::int as companies, count(distinct company_id)::int as different,
      count(stage_id)::int as stages, count(time_zone)::int as zones,
      count(distinct owner_id)::int as owners,
      count(*) filter (where custom <> '{}')::int as custom,
      (select count(*)::int from public.contact_tags) as tags,
      (select count(*)::int from public.companies where phone is not null) as numbers
    from public.contacts`;
  expect(row).toMatchObject({ companies: 80, stages: 80, zones: 80, owners: 4, custom: 80 });
  expect(row?.different).toBeLessThan(80);
  expect(row?.tags).toBeGreaterThan(20);
  expect(row?.numbers).toBeGreaterThan(4);
});

test("every outcome is in the past, each event could be applied, and no price is missing", async () => {
  const outcomes = await sql`select distinct outcome::text from public.calls order by 1`;
  expect(outcomes.map(({ outcome }) => outcome)).toEqual([
    "busy",
    "canceled",
    "connected",
    "failed",
    "missed",
    "no-answer",
    "rep_unconfirmed",
    "rep_unreachable",
    "voicemail",
  ]);
  const [open] = await sql`
    select (select count(*)::int from public.call_events where problem is not null) as problems,
      (select count(*)::int from public.calls where price is null or settled_at is null) as calls`;
  expect(open).toEqual({ problems: 0, calls: 0 });
});

test("every number is from the range for fiction", async () => {
  const rows = await sql`
    select phone from public.contact_phones union select phone from public.personal_phones
    union select number from public.phone_numbers
    union select customer_number from public.calls where customer_number <> 'anonymous'`;
  for (const { phone } of rows) expect(phone).toMatch(/^\+1\d{3}55501\d\d$/);
});

test("Acme has two numbers, each with calls of its own and a person whom it rings", async () => {
  const rows = await sql`
    select n.name, n.forward_to is not null as rings, count(c.id)::int > 20 as many
    from public.phone_numbers n join public.tenants t on t.id = n.tenant_id
    left join public.calls c on c.tenant_id = n.tenant_id and c.phone_number_id = n.id
    where t.name = ${companies[0].name} group by n.id order by n.created_at`;
  expect([...rows]).toEqual([
    { name: "Main line", rings: true, many: true },
    { name: "Support", rings: true, many: true },
  ]);
});

test("the carrier knows each recording of the past", async () => {
  const carrier = carrierControl(stack.urls.carrier);
  const recordings = await sql`
    select a.account_sid, r.recording_sid from public.recordings r
    join public.twilio_accounts a on a.tenant_id = r.tenant_id`;
  const known = new Set<string>();
  for (const account of new Set(recordings.map((row) => row.account_sid))) {
    for (const call of await carrier.calls(account)) {
      for (const { sid } of call.recordings) known.add(sid);
    }
  }
  expect(recordings.filter((row) => !known.has(row.recording_sid))).toEqual([]);
});

test("a second start adds nothing", async () => {
  const before = await countRows();
  await seedDemo(stack, () => {});
  expect(await countRows()).toEqual(before);
});
