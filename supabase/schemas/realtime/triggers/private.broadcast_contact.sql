-- As private.broadcast_call, which says why the topic is read here.
create or replace function private.broadcast_contact() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send(jsonb_build_object('id', new.id, 'version',
    extract(epoch from clock_timestamp())), 'contact',
    'tenant:' || t.id || ':' || t.realtime_epoch, true)
    from public.tenants t where t.id = new.tenant_id;
  return null;
end
$$;

revoke all on function private.broadcast_contact from public;
