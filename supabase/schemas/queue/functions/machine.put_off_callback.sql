-- A callback that cannot be placed now is looked at again later, in its place; without a time, it
-- is given up.
create or replace function machine.put_off_callback(tenant uuid, call uuid, until timestamptz)
  returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.queue_entries q set ringing = null, next_try_at = until,
      state = case when until is null then 'given_up' else 'callback' end
    where q.tenant_id = tenant and q.call_id = call and q.state in ('callback', 'calling')
$$;
revoke all on function machine.put_off_callback from public;
grant execute on function machine.put_off_callback to ringbook_machine;
