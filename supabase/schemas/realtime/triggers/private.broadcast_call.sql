-- The tenant's topic is read in the statement that sends: a function for it costs as much as
-- writing the message.
create or replace function private.broadcast_call() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send(
    jsonb_build_object('id', new.id, 'contact_id', new.contact_id, 'user_id', new.user_id,
      'version', new.version),
    'call', 'tenant:' || t.id || ':' || t.realtime_epoch, true)
    from public.tenants t where t.id = new.tenant_id;
  return null;
end
$$;

revoke all on function private.broadcast_call from public;
