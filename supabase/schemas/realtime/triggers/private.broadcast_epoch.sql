-- Those who stay hear the new epoch on the old topic and join the next; the one who left may not.
create or replace function private.broadcast_epoch() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send('{}'::jsonb, 'epoch', 'tenant:' || old.id || ':' || old.realtime_epoch,
    true);
  return null;
end
$$;

revoke all on function private.broadcast_epoch from public;
