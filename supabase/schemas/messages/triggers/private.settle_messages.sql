-- A thread was read or closed, or is somebody's now: nobody else has to notice what came.
create or replace function private.settle_messages() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.settle_notifications(new.tenant_id, '{message,shared_message}', new.id);
  return null;
end
$$;

revoke all on function private.settle_messages from public;
