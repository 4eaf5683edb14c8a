-- As private.broadcast_change('calls', 'contact_id', 'user_id', 'callee_id'), for the table that
-- webhooks write: the wide row is not turned into JSON, and the topic is read in the statement that
-- sends, because a function for it costs as much as writing the message.
create or replace function private.broadcast_call() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send(
    jsonb_build_object('id', new.id, 'contact_id', new.contact_id, 'user_id', new.user_id,
      'callee_id', new.callee_id, 'version', new.version,
      'sent_at', (extract(epoch from now()) * 1000000)::bigint),
    'calls', 'tenant:' || t.id || ':' || t.realtime_epoch, true)
    from public.tenants t where t.id = new.tenant_id;
  return null;
end
$$;

revoke all on function private.broadcast_call from public;
