-- As private.broadcast_call, which says why the topic is read here.
create or replace function private.broadcast_note() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  note public.notes := coalesce(new, old);
begin
  perform realtime.send(jsonb_build_object('id', note.id, 'contact_id', note.contact_id,
    'call_id', note.call_id, 'version', extract(epoch from clock_timestamp())), 'note',
    'tenant:' || t.id || ':' || t.realtime_epoch, true)
    from public.tenants t where t.id = note.tenant_id;
  return null;
end
$$;

revoke all on function private.broadcast_note from public;
