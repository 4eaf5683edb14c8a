-- The tenants with somebody in a queue.
create or replace function machine.queues_in_use() returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(distinct q.tenant_id), '[]') from public.queue_entries q
  where q.state in ('waiting', 'ringing', 'callback', 'calling')
$$;
revoke all on function machine.queues_in_use from public;
grant execute on function machine.queues_in_use to ringbook_machine;
