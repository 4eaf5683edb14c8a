-- A signed webhook about messages that could not be parsed, unchanged.
create or replace function machine.keep_unreadable_message(tenant uuid, e jsonb) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into public.message_events (tenant_id, event_type, event_data, query, dedupe_key,
      occurred_at, problem)
    values (tenant, e ->> 'type', e -> 'data', e ->> 'query', e ->> 'dedupe_key',
      (e ->> 'occurred_at')::timestamptz, left(e ->> 'problem', 500))
    on conflict do nothing;
  select true
$$;

revoke all on function machine.keep_unreadable_message from public;
grant execute on function machine.keep_unreadable_message to ringbook_machine;
