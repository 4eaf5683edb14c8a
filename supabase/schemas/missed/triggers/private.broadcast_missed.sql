-- As private.broadcast_call, which says why the topic is read here.
create or replace function private.broadcast_missed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send(jsonb_build_object('id', coalesce(new.id, old.id), 'version',
    extract(epoch from clock_timestamp())), 'missed',
    'tenant:' || t.id || ':' || t.realtime_epoch, true)
    from public.tenants t where t.id = coalesce(new.tenant_id, old.tenant_id);
  return null;
end
$$;

revoke all on function private.broadcast_missed from public;
