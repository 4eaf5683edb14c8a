import { afterAll, beforeAll, expect, test } from "vitest";
import { readCursor } from "@/lib/call-log/cursor";
import { listTasks } from "@/lib/tasks/list";
import { listTimeline } from "@/lib/timeline/list";
import { startExplainedApi } from "@/tests/performance/explained-api";
import { plantYears, settle } from "@/tests/performance/many-rows";
import { listPlan } from "@/tests/performance/plan-of";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

const size = 25;
let tenant: TestTenant;
let contact: string;
let api: Awaited<ReturnType<typeof startExplainedApi>>;
beforeAll(async () => {
  [tenant, api] = await Promise.all([makeTenant({ withoutTwilio: true }), startExplainedApi()]);
  await plantYears(tenant, { contacts: 2_000, calls: 20_000 });
  const [busiest] = await admin`select contact_id from public.calls where tenant_id = ${tenant.id}
    group by contact_id order by count(*) desc limit 1`;
  contact = String(busiest?.contact_id);
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    const own = [tenant.id, tenant.rep.userId] as const;
    // Half of them the busiest contact's, of which every second is on a call; several at a moment.
    const about = sql`(select n, now() - make_interval(mins => n / 3 * 30) as at,
        case when n % 2 = 0 then ${contact}::uuid else c.id end as contact
      from generate_series(1, 10000) n
      join lateral (select id from public.contacts where tenant_id = ${tenant.id}
        offset n % 50 limit 1) c on true) made`;
    await sql`insert into public.notes (tenant_id, contact_id, call_id, author_id, body, created_at)
      select ${own[0]}, contact, case when n % 4 = 0 then gen_random_uuid() end, ${own[1]},
        'Note ' || n, at from ${about}`;
    await sql`insert into public.tasks
        (tenant_id, contact_id, owner_id, created_by, title, due_at, created_at, done_at)
      select ${own[0]}, contact, ${own[1]}, ${own[1]}, 'Task ' || n, at + interval '100 days', at,
        case when n % 3 = 0 then at end from ${about}`;
    await sql`insert into public.logged_calls
        (tenant_id, contact_id, user_id, direction, happened_at, note)
      select ${own[0]}, contact, ${own[1]}, 'outbound', at, 'Call ' || n from ${about}`;
    await sql`insert into public.message_threads (id, tenant_id, phone_number_id,
        customer_number, last_message_at, last_direction, last_text, created_at)
      values (${contact}, ${own[0]}, gen_random_uuid(), '+1', now(), 'inbound', '', now())`;
    await sql`insert into public.messages (id, tenant_id, thread_id, first_thread_id, contact_id,
        phone_number_id, customer_number, direction, body, status, created_at)
      select gen_random_uuid(), ${own[0]}, ${contact}, ${contact}, contact, gen_random_uuid(), '+1',
        'inbound', 'Text ' || n, 'received', at from ${about}`;
    await sql`insert into public.bookings (id, tenant_id, service_id, staff_id, contact_id,
        starts_at, ends_at, during, status, source, language, created_at, updated_at)
      select gen_random_uuid(), ${own[0]}, gen_random_uuid(), gen_random_uuid(), contact, at,
        at + interval '1 hour', tstzrange(at, at + interval '1 hour'), 'cancelled', 'desk', 'en',
        at, at from ${about}`;
    await sql`insert into public.contact_changes (tenant_id, contact_id, actor_id, changes, created_at)
      select ${own[0]}, contact, ${own[1]}, '{"name": {"to": "A"}}', at + n * interval '1 us'
      from ${about}`;
  });
  await settle();
  await admin.unsafe(
    `vacuum analyze public.notes, public.tasks, public.contact_changes, public.logged_calls,
      public.messages, public.bookings`,
  );
}, 240_000);
afterAll(() => Promise.all([admin.end(), machine.end()]));

const indexes = {
  calls: "calls_by_contact",
  notes: "notes_of_contact",
  tasks: "tasks_by_contact",
  logged_calls: "logged_calls_of_contact",
  messages: "messages_of_contact",
  bookings: "bookings_of_contact",
  contact_changes: "contact_changes_by_contact",
};

test.each(["rep", "manager"] as const)(
  "a %s's page of a contact with 10,000 entries is read from the indexes, sorted by none",
  async (role) => {
    const db = api.as(tenant[role]);
    const asked = { db, tenantId: tenant.id, contactId: contact, size };
    const first = await listTimeline(asked);
    const far = await admin`select to_json(created_at) as at, id from public.calls
      where contact_id = ${contact} order by created_at desc, id desc offset 1500 limit 1`;
    const deep = readCursor(`${far[0]?.at.replace("+00:00", "Z")}~${far[0]?.id}`);
    expect(first.rows).toHaveLength(size);
    expect(deep).toBeDefined();
    for (const before of [undefined, readCursor(first.next), deep]) {
      const explained = await api.explain(() => listTimeline({ ...asked, before }));
      for (const [table, index] of Object.entries(indexes)) {
        const { buffers, ...plan } = listPlan(
          explained.filter(({ "Query Text": text }) => text.includes("contact_id")),
          table,
        );
        expect(plan, table).toMatchObject({ index, sorted: false, readWhole: [] });
        expect(plan.rows, table).toBeLessThanOrEqual(size + 1);
        expect(buffers, table).toBeLessThanOrEqual(100);
      }
    }
  },
);

test.each(["overdue", "upcoming", "done"] as const)(
  "a page of %s tasks, of one person and of all, is read from an index",
  async (section) => {
    const db = api.as(tenant.rep);
    for (const owner of [undefined, tenant.rep.userId]) {
      const asked = { section, owner, now: new Date(), timeZone: "UTC" };
      const explained = await api.explain(() => listTasks(db, tenant.id, asked, { size: 50 }));
      const { buffers, ...plan } = listPlan(explained, "tasks");
      expect(plan).toMatchObject({ sorted: false, readWhole: [], wasted: 0 });
      expect(plan.index).toMatch(/^tasks_(open|done)/);
      expect(buffers).toBeLessThanOrEqual(100);
    }
  },
);
