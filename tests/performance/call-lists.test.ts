import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { maxReach } from "@/lib/call-lists/progress";
import { listCallLists, listEntries, readFigures, readReach } from "@/lib/call-lists/store";
import { claimNext, nextDue, readWork, skipEntry } from "@/lib/call-lists/work";
import { startExplainedApi } from "@/tests/performance/explained-api";
import { plantYears, settle } from "@/tests/performance/many-rows";
import { listPlan, touched } from "@/tests/performance/plan-of";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

const size = 10_000;
const list = randomUUID();

let tenant: TestTenant;
let api: Awaited<ReturnType<typeof startExplainedApi>>;
beforeAll(async () => {
  [tenant, api] = await Promise.all([makeTenant({ withoutTwilio: true }), startExplainedApi()]);
  await plantYears(tenant, { contacts: size, calls: 20_000 });
  const owner = tenant.rep.userId;
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`insert into public.call_lists
        (id, tenant_id, name, owner_id, hours_from, hours_until, days)
      values (${list}, ${tenant.id}, 'Everyone', ${owner}, '00:00', '24:00',
        '{1,2,3,4,5,6,7}')`;
    await sql`insert into public.call_lists (id, tenant_id, name, owner_id, created_at)
      select gen_random_uuid(), ${tenant.id}, 'List ' || n, ${owner}, now() - make_interval(hours => n)
      from generate_series(1, 5000) n`;
    // A third is done, a third waits for a time of its own.
    await sql`insert into public.call_list_entries (tenant_id, list_id, contact_id, position, state,
        attempts, next_attempt_at, finished_by, finished_at, outcome)
      select tenant_id, ${list}, id, n,
        case when n % 3 = 0 then 'done' else 'waiting' end, 1 - n % 2,
        case when n % 3 = 1 then now() + make_interval(mins => n::integer) else '-infinity' end,
        case when n % 3 = 0 then ${owner}::uuid end, case when n % 3 = 0 then now() end,
        case when n % 3 = 0 then 'connected' end
      from (select *, row_number() over (order by sort_name, id) as n from public.contacts
        where tenant_id = ${tenant.id}) c`;
  });
  await settle();
  await admin.unsafe("vacuum analyze public.call_lists, public.call_list_entries");
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

test("the next of ten thousand contacts is claimed from indexes alone", async () => {
  const db = api.as(tenant.rep);
  const explained = await api.explain(async () => {
    const { id } = await claimNext(db, list);
    await skipEntry(db, { entry: id ?? "", reason: "not_a_fit", note: "" });
  });
  const { buffers } = listPlan(explained, "claim_call_list_entry");
  console.log(`A claim: ${buffers} buffers`);
  expect(touched(explained).readWhole).toEqual([]);
  expect(buffers).toBeLessThanOrEqual(200);
});

test("the figures of ten thousand contacts are counted from few pages", async () => {
  const db = api.as(tenant.manager);
  const explained = await api.explain(() => readFigures(db, [list]));
  const { buffers } = listPlan(explained, "call_list_figures");
  console.log(`Figures: ${buffers} buffers`);
  expect(touched(explained).indexes).toContain("call_list_entries_figures");
  expect(buffers).toBeLessThanOrEqual(100);
});

test("who of the next may be called now is counted from indexes alone", async () => {
  const db = api.as(tenant.manager);
  let counted = 0;
  const explained = await api.explain(async () => {
    counted = (await readReach(db, list)).reduce((sum, { entries }) => sum + entries, 0);
  });
  const { buffers } = listPlan(explained, "call_list_reach");
  console.log(`Who may be called now: ${buffers} buffers`);
  expect(touched(explained).readWhole).toEqual([]);
  // Two thirds wait. Of the next 2,000 of them each one is a row of four tables.
  expect(counted).toBe(maxReach);
  expect(buffers).toBeLessThanOrEqual(4_000);
});

test("the pages of lists and of their people are read from their indexes", async () => {
  const db = api.as(tenant.manager);
  const lists = listPlan(
    await api.explain(() => listCallLists(db, tenant.id, { done: false, size: 20 })),
    "call_lists",
  );
  expect(lists).toMatchObject({ sorted: false, readWhole: [] });
  const page = { state: "waiting", after: 5_000, size: 50 } as const;
  const explained = await api.explain(() => listEntries(db, tenant.id, list, page));
  const people = listPlan(explained, "call_list_entries");
  expect(people).toMatchObject({ rows: 51, index: "call_list_entries_page", sorted: false });
  expect(people.buffers).toBeLessThanOrEqual(100);
});

test("where a person stands, and who is due next, cost the same in any list", async () => {
  const db = api.as(tenant.rep);
  const due = await api.explain(() => nextDue(db, tenant.id, list, new Date()));
  expect(listPlan(due, "call_list_entries")).toMatchObject({
    index: "call_list_entries_due",
    sorted: false,
  });
  const work = await api.explain(() => readWork(db, tenant.id, list, tenant.rep.userId));
  const { indexes, readWhole } = touched(work);
  expect(readWhole).toEqual([]);
  expect(indexes).toEqual(
    expect.arrayContaining(["call_list_entries_one_claim", "call_list_entries_last"]),
  );
});
