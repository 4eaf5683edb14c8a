-- What a notification is about was deleted.
create or replace function private.forget_notifications() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.notifications
    where tenant_id = old.tenant_id and subject_id = old.id and read_at is null;
  return null;
end
$$;

revoke all on function private.forget_notifications from public;
