-- Callers who asked to be called back, and whose turn it may be.
create or replace function machine.due_callbacks(tenant uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('call_id', q.call_id, 'query', q.query,
    'step', q.step)), '[]')
  from public.queue_entries q
  where q.tenant_id = tenant and q.state = 'callback' and q.next_try_at <= now()
$$;
revoke all on function machine.due_callbacks from public;
grant execute on function machine.due_callbacks to ringbook_machine;
