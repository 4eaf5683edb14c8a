import { afterAll, beforeAll, expect, test } from "vitest";
import { readCursor } from "@/lib/call-log/cursor";
import { countUnread, listThreads } from "@/lib/messages/inbox";
import type { InboxQuery } from "@/lib/messages/inbox-query";
import { listMessages } from "@/lib/messages/store";
import { startExplainedApi } from "@/tests/performance/explained-api";
import { plantYears, settle } from "@/tests/performance/many-rows";
import { listPlan } from "@/tests/performance/plan-of";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

const size = 40;
const threads = 5_000;
let tenant: TestTenant;
let busiest: string;
let api: Awaited<ReturnType<typeof startExplainedApi>>;
beforeAll(async () => {
  [tenant, api] = await Promise.all([makeTenant(), startExplainedApi()]);
  const { id, numberId, rep } = tenant;
  await plantYears(tenant, { contacts: 5_000, calls: 100 });
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`insert into public.message_threads (id, tenant_id, phone_number_id, customer_number,
        contact_id, owner_id, closed_at, last_message_at, last_direction, last_text, unread_count,
        created_at)
      select gen_random_uuid(), ${id}, ${numberId}, '+1206' || lpad(n::text, 7, '0'), c.id,
        case when n % 3 = 0 then ${rep.userId}::uuid end, case when n % 5 = 0 then now() end,
        now() - make_interval(mins => n), 'inbound', 'Text ' || n,
        case when n % 11 = 0 then 1 else 0 end, now()
      from (select id, row_number() over (order by id)::integer as n from public.contacts
        where tenant_id = ${id}) c
      limit ${threads}`;
    await sql`insert into public.messages (id, tenant_id, thread_id, first_thread_id,
        phone_number_id, customer_number, direction, body, status, created_at)
      select gen_random_uuid(), t.tenant_id, t.id, t.id, t.phone_number_id, t.customer_number,
        'inbound', 'Text ' || n, 'received', now() - make_interval(mins => n)
      from public.message_threads t, generate_series(1, 4) n where t.tenant_id = ${id}`;
    const [first] = await sql`select id from public.message_threads where tenant_id = ${id}
      order by last_message_at limit 1`;
    busiest = String(first?.id);
    await sql`insert into public.messages (id, tenant_id, thread_id, first_thread_id,
        phone_number_id, customer_number, direction, body, status, created_at)
      select gen_random_uuid(), ${id}, ${busiest}, ${busiest}, ${numberId}, '+1', 'inbound',
        'Text ' || n, 'received', now() - make_interval(mins => n)
      from generate_series(1, 20000) n`;
  });
  await settle();
  await admin.unsafe("vacuum analyze public.message_threads, public.messages");
}, 240_000);
afterAll(() => Promise.all([admin.end(), machine.end()]));

const all: InboxQuery = { show: "all", closed: false, q: "" };

test.each<[string, Partial<InboxQuery>, string]>([
  ["of everybody", {}, "message_threads_page"],
  ["of one's own", { show: "mine" }, "message_threads_of_owner"],
  ["of nobody's", { show: "unassigned" }, "message_threads_unassigned"],
  ["of the closed", { closed: true }, "message_threads_closed"],
])("the inbox %s is read from its index, and only the page", async (_, narrowed, index) => {
  const db = api.as(tenant.rep);
  const who = { tenantId: tenant.id, userId: tenant.rep.userId };
  const page = { before: undefined, size, country: "US" };
  const explained = await api.explain(() => listThreads(db, who, { ...all, ...narrowed }, page));
  const { rows, sorted, readWhole, ...plan } = listPlan(explained, "message_threads");
  expect({ index: plan.index, rows, sorted, readWhole }).toEqual({
    ...{ index, rows: size + 1, sorted: false, readWhole: [] },
  });
  expect(plan.buffers).toBeLessThanOrEqual(150);
});

test("the inbox far down costs the same", async () => {
  const [far] = await admin`select to_json(last_message_at) as created_at, id
    from public.message_threads where tenant_id = ${tenant.id} and closed_at is null
    order by message_threads.last_message_at desc, id desc offset 3000 limit 1`;
  const before = readCursor(`${far?.created_at.replace("+00:00", "Z")}~${far?.id}`);
  expect(before).toBeDefined();
  const who = { tenantId: tenant.id, userId: tenant.rep.userId };
  const db = api.as(tenant.rep);
  const page = { before, size, country: "US" };
  const explained = await api.explain(() => listThreads(db, who, all, page));
  const plan = listPlan(explained, "message_threads");
  expect([plan.index, plan.sorted]).toEqual(["message_threads_page", false]);
  expect(plan.buffers).toBeLessThanOrEqual(150);
});

test("a conversation of 20,000 messages is read from its index, and only the page", async () => {
  const db = api.as(tenant.rep);
  const explained = await api.explain(() => listMessages(db, tenant.id, busiest, { size }));
  const plan = listPlan(explained, "messages");
  expect([plan.index, plan.sorted, plan.rows]).toEqual(["messages_of_thread", false, size + 1]);
  expect(plan.buffers).toBeLessThanOrEqual(150);
});

test("unread conversations are counted from their own index", async () => {
  const db = api.as(tenant.rep);
  const who = { tenantId: tenant.id, userId: tenant.rep.userId };
  const explained = await api.explain(() => countUnread(db, who));
  expect(listPlan(explained, "message_threads").index).toBe("message_threads_unread");
});
