-- Broadcasts whom a statement has claimed, all of them in one message: its user_id is a list. Else
-- as private.broadcast_change('availability', 'user_id').
create or replace function private.broadcast_claims() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send(
    jsonb_build_object('user_id', c.people, 'version', extract(epoch from clock_timestamp()),
      'sent_at', (extract(epoch from now()) * 1000000)::bigint),
    'availability', 'tenant:' || t.id || ':' || t.realtime_epoch, true)
    from (select n.tenant_id, jsonb_agg(n.user_id) as people from claimed n
      group by n.tenant_id) c
    join public.tenants t on t.id = c.tenant_id;
  return null;
end
$$;

revoke all on function private.broadcast_claims from public;
