import type { Sql } from "postgres";

/**
 * The tables that the floor's handler writes into, and the right to; `sql` is the superuser's.
 * bench.keep_text and bench.keep_ring write, and broadcast, what any record of a text and of a
 * ring would, without looking anything up: the middle between one insert and the app's functions.
 */
export async function layFloor(sql: Sql): Promise<void> {
  await sql.unsafe(`
    create schema if not exists bench;
    create table if not exists bench.floor (id bigint generated always as identity primary key,
      form jsonb not null);
    truncate bench.floor;
    grant usage on schema bench to ringbook_machine;
    grant insert, select on bench.floor to ringbook_machine;`);
  for (const table of rawTables) {
    await sql.unsafe(`
      drop table if exists bench.${table};
      create table bench.${table}
        (like ${table === "ring_claims" ? "private" : "public"}.${table} including all);`);
  }
  await sql.unsafe(keepText);
  await sql.unsafe(keepRing);
}

/** With the real ones' indexes, without their triggers and foreign keys. */
const rawTables = [
  ...["calls", "call_legs", "call_events", "ring_claims"],
  ...["messages", "message_events", "message_threads", "notifications"],
];

const tenant = "'00000000-0000-4000-8000-000000000001'::uuid";

/** A function as the app's are: its plans last as long as the connection, and none scans. */
const plansAsTheApp = `language plpgsql security definer set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off`;

/** Event, message, conversation and notification, and that the last two changed. */
const keepText = `
  create or replace function bench.keep_text(form jsonb) returns boolean ${plansAsTheApp} as $$
  declare
    message uuid := gen_random_uuid();
    thread uuid;
  begin
    insert into bench.message_events (tenant_id, message_id, message_sid, event_type, event_data,
        query, dedupe_key, occurred_at)
      values (${tenant}, message, form ->> 'MessageSid', 'incoming', form, '',
        'incoming:' || (form ->> 'MessageSid'), now())
      on conflict do nothing;
    update bench.message_threads set last_message_at = now(), last_text = form ->> 'Body',
        unread_count = unread_count + 1, version = version + 1
      where tenant_id = ${tenant} and customer_number = form ->> 'From' returning id into thread;
    if thread is null then
      insert into bench.message_threads (tenant_id, phone_number_id, customer_number,
          last_message_at, last_direction, last_text, unread_count, created_at)
        values (${tenant}, ${tenant}, form ->> 'From', now(), 'inbound', form ->> 'Body', 1, now())
        returning id into thread;
    end if;
    insert into bench.messages (id, tenant_id, thread_id, first_thread_id, phone_number_id,
        customer_number, direction, body, status, message_sid, segments, next_check_at, created_at)
      values (message, ${tenant}, thread, thread, ${tenant}, form ->> 'From', 'inbound',
        form ->> 'Body', 'received', form ->> 'MessageSid', 1, now(), now());
    perform realtime.send(jsonb_build_object('id', thread), 'message_threads', 'bench', true);
    update bench.notifications set created_at = now(), facts = form
      where tenant_id = ${tenant} and subject_id = thread and read_at is null;
    if not found then
      insert into bench.notifications (tenant_id, user_id, kind, subject, subject_id, facts)
        values (${tenant}, ${tenant}, 'shared_message', 'message_threads', thread, form);
    end if;
    perform realtime.send(jsonb_build_object('id', message), 'notifications', 'bench', true);
    return true;
  end $$;
  grant execute on function bench.keep_text to ringbook_machine;`;

/** Event, call, leg and ten people rung, and that call and people changed. */
const keepRing = `
  create or replace function bench.keep_ring(form jsonb) returns boolean ${plansAsTheApp} as $$
  declare
    call uuid := gen_random_uuid();
  begin
    insert into bench.calls (id, tenant_id, twilio_call_sid, direction, from_number, to_number,
        status, stage, phone_number_id, created_at, next_check_at)
      values (call, ${tenant}, form ->> 'CallSid', 'inbound', form ->> 'From', form ->> 'To',
        'ringing', 'greeting', ${tenant}, now(), now());
    insert into bench.call_legs (tenant_id, call_sid, call_id, role, role_is_declared, from_number,
        to_number, status, first_seen_at, ringing_at)
      values (${tenant}, form ->> 'CallSid', call, 'caller', true, form ->> 'From', form ->> 'To',
        'ringing', now(), now());
    insert into bench.call_events (tenant_id, call_id, call_sid, event_type, event_data, query,
        dedupe_key, occurred_at)
      values (${tenant}, call, form ->> 'CallSid', 'answer', form, '', form ->> 'CallSid', now())
      on conflict (tenant_id, dedupe_key) do nothing;
    perform realtime.send(jsonb_build_object('id', call), 'calls', 'bench', true);
    insert into bench.ring_claims (tenant_id, user_id, call_id, claimed_at)
      select ${tenant}, lpad(n::text, 32, '0')::uuid, call, now() from generate_series(1, 10) n
      on conflict (tenant_id, user_id) do update set call_id = excluded.call_id,
        claimed_at = excluded.claimed_at;
    perform realtime.send(jsonb_build_object('id', call), 'availability', 'bench', true);
    return true;
  end $$;
  grant execute on function bench.keep_ring to ringbook_machine;`;
