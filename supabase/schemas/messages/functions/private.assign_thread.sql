-- Gives a thread to a person, who is notified unless they took it themselves, or to nobody (null).
-- False when either is not of the tenant.
create or replace function private.assign_thread(thread uuid, person uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  given record;
begin
  if person is not null and not exists (select from public.profiles p
      where p.tenant_id = tenant and p.user_id = person and p.removed_at is null) then
    return false;
  end if;
  update public.message_threads t set owner_id = person, version = t.version + 1
    where t.tenant_id = tenant and t.id = thread
    returning t.customer_number, t.contact_id into given;
  if not found then return false; end if;
  perform private.notify(tenant, person, 'assigned', 'message_threads', thread, auth.uid(),
    jsonb_build_object('thread_id', thread, 'number', given.customer_number,
      'name', (select c.name from public.contacts c
        where c.tenant_id = tenant and c.id = given.contact_id)));
  return true;
end
$$;

revoke all on function private.assign_thread from public;
grant execute on function private.assign_thread to authenticated;
