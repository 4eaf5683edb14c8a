import { expect, vi } from "vitest";
import type { TestTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

/** People who came and went after one call: the database then takes everyone to have made few. */
const former = 300;

/**
 * Years of a tenant's work in one transaction: contacts with a number each, all of the company
 * Meridian; calls, two at each moment, all settled so that no sweep looks at them, one in 4,000
 * inbound, another one failed, and one more of a second number; a recording of every second; legs
 * and events of the newest.
 * Triggers do not run: what they would have kept is written here. Call `settle` when all is
 * planted.
 */
export async function plantYears(
  tenant: TestTenant,
  { contacts, calls }: { contacts: number; calls: number },
): Promise<void> {
  const people = [tenant.admin, tenant.manager, tenant.rep, tenant.rep2];
  const userIds = people.map(({ userId }) => userId);
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    // A UUID as zod reads one: version 4, variant 8.
    await sql`create or replace function pg_temp.id(kind text, n bigint) returns uuid language sql immutable as $$
      select overlay(overlay(md5(kind || n) placing '4' from 13) placing '8' from 17)::uuid $$`;
    await sql`
      insert into auth.users (id, email)
      select pg_temp.id(${`${tenant.id} person`}, n), pg_temp.id(${`${tenant.id} person`}, n) || '@former.test'
      from generate_series(1, ${former}::int) n`;
    await sql`
      insert into public.profiles (tenant_id, user_id, role, name, email, removed_at)
      select ${tenant.id}, pg_temp.id(${`${tenant.id} person`}, n), 'rep', 'Former ' || n, '', now()
      from generate_series(1, ${former}::int) n`;
    await sql`
      insert into public.contacts (id, tenant_id, name, company, phone_words)
      select pg_temp.id(${`${tenant.id} contact`}, n), ${tenant.id},
        (array['Ann', 'Ben', 'Cara', 'Dov', 'Eve', 'Finn', 'Gia', 'Hal'])[1 + n % 8] || ' ' || substr(md5(n::text), 1, 8),
        'Meridian', '1206' || (5000000 + n) || ' ' || (5000000 + n)
      from generate_series(1, ${contacts}::int) n`;
    await sql`
      insert into public.contact_activity (tenant_id, contact_id, sort_name, is_missed,
        has_open_task, last_call_at, called_at)
      select tenant_id, id, sort_name, substr(md5(id::text), 1, 1) = 'a',
        substr(md5(id::text), 2, 1) = 'b', at, at
      from public.contacts c, lateral (select case when substr(md5(id::text), 3, 1) = 'c'
        then now() - interval '1 year' else now() - interval '1 day' end as at) last
      where tenant_id = ${tenant.id}`;
    await sql`
      insert into public.contact_phones (tenant_id, contact_id, phone)
      select ${tenant.id}, pg_temp.id(${`${tenant.id} contact`}, n), '+1206' || (5000000 + n)
      from generate_series(1, ${contacts}::int) n`;
    await sql`
      insert into public.calls (id, tenant_id, direction, from_number, to_number,
        status, stage, outcome, duration_seconds,
        user_id, contact_id, phone_number_id, created_at, ended_at, settled_at)
      select pg_temp.id(${`${tenant.id} call`}, n), ${tenant.id},
        (case when n % 4000 = 1 then 'inbound' else 'outbound' end),
        '+1206' || (5000000 + contact), '+1206' || (5000000 + contact), 'completed', 'ended',
        (case when n % 4000 = 0 then 'failed'
              else (array['connected', 'connected', 'missed', 'busy', 'no-answer'])[1 + n % 5] end),
        n % 600, case when n > ${calls - former}::int then pg_temp.id(${`${tenant.id} person`}, n - ${calls - former}::int)
                      else (${userIds}::uuid[])[1 + n / 2 % 4] end, pg_temp.id(${`${tenant.id} contact`}, contact),
        pg_temp.id(${`${tenant.id} number`}, case when n % 4000 = 2 then 2 else 1 end),
        now() - interval '1 day' - make_interval(mins => n / 2 * 30), now(), now()
      from (select n, case when n % 10 = 0 then 1 else 1 + n % ${contacts}::int end as contact
            from generate_series(1, ${calls}::int) n) as numbered`;
    await sql`insert into private.called_numbers (tenant_id, number)
      select distinct tenant_id, customer_number from public.calls where tenant_id = ${tenant.id}`;
    await sql`
      insert into public.recordings
        (tenant_id, call_id, recording_sid, status, duration_seconds, created_at)
      select tenant_id, id, 'RE' || md5(id::text), 'deleted', 30, created_at
      from public.calls where tenant_id = ${tenant.id} and duration_seconds % 2 = 0`;
    const newest = sql`(select tenant_id, id, created_at from public.calls where tenant_id = ${tenant.id}
      order by created_at desc, id desc limit 1000) c, generate_series(1, 3) step`;
    await sql`
      insert into public.call_legs (tenant_id, call_sid, call_id, role, first_seen_at)
      select c.tenant_id, 'CA' || md5(c.id::text || step), c.id, 'customer', c.created_at from ${newest}`;
    await sql`
      insert into public.call_events
        (tenant_id, call_id, call_sid, event_type, event_data, dedupe_key, occurred_at)
      select c.tenant_id, c.id, 'CA' || md5(c.id::text || step), 'status', '{}', md5(c.id::text || step), c.created_at
      from ${newest}`;
  });
}

/** One more contact, as the app would leave it. */
export async function plantContact(tenant: TestTenant, name: string): Promise<void> {
  await admin`insert into public.contacts (tenant_id, name) values (${tenant.id}, ${name})`;
}

/**
 * Lets the planner know what is there, and leaves nothing to do for whoever reads it first. Rows
 * that an older transaction may still see would stay, so it waits for those to end.
 */
export async function settle(): Promise<void> {
  const [planted] = await admin<{ xid: string }[]>`select pg_current_xact_id()::xid::text as xid`;
  const older = async () => {
    const [found] = await admin<{ count: number }[]>`
      select count(*)::integer as count from pg_stat_activity
      where age(backend_xmin) > age(${planted?.xid ?? ""}::text::xid)`;
    return found?.count;
  };
  await vi.waitFor(async () => expect(await older()).toBe(0), { timeout: 50_000, interval: 200 });
  await admin.unsafe(`vacuum analyze public.contacts, public.contact_activity, public.contact_tags,
    public.contact_phones, public.calls,
    public.recordings, public.call_legs, public.call_events`);
}
