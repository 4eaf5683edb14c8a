-- Pages that show a call show what was said of it too: a wrap-up is a change of its call.
create or replace function private.broadcast_wrapup() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send(
    jsonb_build_object('id', c.id, 'contact_id', c.contact_id, 'user_id', c.user_id,
      'version', extract(epoch from clock_timestamp()),
      'sent_at', (extract(epoch from now()) * 1000000)::bigint),
    'calls', 'tenant:' || t.id || ':' || t.realtime_epoch, true)
    from public.calls c join public.tenants t on t.id = c.tenant_id
    where c.tenant_id = new.tenant_id and c.id = new.call_id;
  return null;
end
$$;

revoke all on function private.broadcast_wrapup from public;
