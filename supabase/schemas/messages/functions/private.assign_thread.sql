-- Gives a thread to a person, or to nobody (null). False when either is not of the tenant.
create or replace function private.assign_thread(thread uuid, person uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
begin
  if person is not null and not exists (select from public.profiles p
      where p.tenant_id = tenant and p.user_id = person and p.removed_at is null) then
    return false;
  end if;
  update public.message_threads t set owner_id = person, version = t.version + 1
    where t.tenant_id = tenant and t.id = thread;
  return found;
end
$$;

revoke all on function private.assign_thread from public;
grant execute on function private.assign_thread to authenticated;
